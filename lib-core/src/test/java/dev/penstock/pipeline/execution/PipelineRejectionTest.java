package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.process.Decision;
import dev.penstock.process.Rejection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rejections of a pipeline")
class PipelineRejectionTest {

  @Test
  @DisplayName("have codes of their own, from which they are found again")
  void codes() {
    Set<String> codes = new HashSet<>();
    for (PipelineRejection each : PipelineRejection.values()) {
      codes.add(each.code());
      assertEquals(Optional.of(each), PipelineRejection.of(new Rejection(each.code(), "why")));
      Decision<PipelineEvent> decision = each.because("why");
      assertEquals(
          new Rejection(each.code(), "why"),
          ((Decision.Rejected<PipelineEvent>) decision).rejection());
    }
    assertEquals(PipelineRejection.values().length, codes.size());
    assertEquals(Optional.empty(), PipelineRejection.of(new Rejection("other", "why")));
  }

  @Test
  @DisplayName("are each known by the exception that the service answers with")
  @Covers({"P-825", "P-1009", "P-1421", "P-1429", "P-1430", "P-1431"})
  void exceptions() {
    assertEquals(
        """
        approval.already-completed ApprovalAlreadyCompletedException
        approval.invalid-token InvalidApprovalTokenException
        approval.summary ValidationException
        order.text ValidationException
        override.not-latest NotLatestPipelineExecutionException
        override.not-overridable ConditionNotOverridableException
        pipeline.concurrent-executions ConcurrentPipelineExecutionsLimitExceededException
        pipeline.renamed PipelineNotFoundException
        pipeline.source-revisions ValidationException
        pipeline.undefined PipelineNotFoundException
        pipeline.unknown-execution PipelineExecutionNotFoundException
        pipeline.unknown-stage StageNotFoundException
        pipeline.variables ValidationException
        retry.in-progress StageNotRetryableException
        retry.not-latest NotLatestPipelineExecutionException
        retry.not-retryable StageNotRetryableException
        retry.outdated StageNotRetryableException
        rollback.not-succeeded UnableToRollbackStageException
        rollback.of-rollback UnableToRollbackStageException
        rollback.outdated PipelineExecutionOutdatedException
        rollback.parallel UnableToRollbackStageException
        rollback.skipped UnableToRollbackStageException
        rollback.source-stage UnableToRollbackStageException
        rollback.stage-running UnableToRollbackStageException
        stop.duplicate DuplicatedStopRequestException
        stop.not-in-progress PipelineExecutionNotStoppableException
        stop.reason ValidationException
        transition.first-stage ValidationException
        transition.last-stage ValidationException
        transition.reason ValidationException""",
        Arrays.stream(PipelineRejection.values())
            .filter(each -> each.exception().isPresent())
            .map(each -> each.code() + " " + each.exception().orElseThrow())
            .sorted()
            .collect(Collectors.joining("\n")));
  }

  @Test
  @DisplayName("of a process that carries one execution refuse what only pipelines take")
  void oneExecution() {
    SplittableRandom random = new SplittableRandom(7);
    DrivenPipeline one = new DrivenPipeline();
    one.tell(
        new PipelineCommand.BeginExecution(
            new PipelineEvent.PipelineDefined(
                PipelineHistories.pipeline(random, ExecutionMode.PARALLEL),
                1,
                false,
                0,
                0,
                one.now),
            new PipelineEvent.ExecutionStarted(
                "x",
                1,
                Map.of("greeting", "hello"),
                List.of(),
                Optional.empty(),
                "push",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                0,
                one.now),
            one.now));
    for (PipelineCommand command :
        List.of(
            new PipelineCommand.StartExecution(Map.of(), "test", Optional.empty(), one.now),
            new PipelineCommand.RollBackStage("stage-0", "x", Optional.empty(), one.now),
            new PipelineCommand.EnableTransition(
                "stage-0", TransitionType.INBOUND, "ada", one.now))) {
      assertEquals(
          PipelineRejection.ONE_EXECUTION.code(),
          ((Decision.Rejected<PipelineEvent>) one.tell(command)).rejection().code());
    }
  }
}
