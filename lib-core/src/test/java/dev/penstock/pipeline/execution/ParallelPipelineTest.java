package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.process.Decision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The process of a pipeline of mode PARALLEL")
class ParallelPipelineTest {
  private final DrivenPipeline pipeline = new DrivenPipeline();
  private final String execution = begin();

  private String begin() {
    pipeline.tell(
        new PipelineCommand.DefinePipeline(
            Pipeline.builder("jobs")
                .executionMode(ExecutionMode.PARALLEL)
                .stage(
                    "Build",
                    stage -> stage.action("compile", ActionType.of(ActionCategory.BUILD, "Script")))
                .stage(
                    "Prod",
                    stage -> stage.action("ship", ActionType.of(ActionCategory.DEPLOY, "Script")))
                .build(),
            pipeline.now));
    return pipeline.start();
  }

  private List<String> asked() {
    return pipeline.pending().stream()
        .map(effect -> effect.key().text().replace(execution, "x"))
        .toList();
  }

  private String rejection(PipelineCommand command) {
    return assertInstanceOf(Decision.Rejected.class, pipeline.tell(command)).rejection().code();
  }

  private PipelineCommand stop(boolean isAbandoning) {
    return new PipelineCommand.StopExecution(execution, isAbandoning, "enough", pipeline.now);
  }

  private void end(int run, ExecutionStatus status) {
    pipeline.tell(
        new PipelineCommand.ReportExecutionEnd(
            new ExecutionKey(execution, run), status, Optional.of("Build"), pipeline.now));
  }

  @Test
  @DisplayName("asks for a run, hands stops on, and refuses to repeat either kind")
  @Covers("P-824")
  void stops() {
    assertEquals(List.of("x/1"), asked());
    pipeline.tell(stop(false));
    assertEquals(List.of("x/1", "x/1/stop"), asked());
    assertEquals("stop.duplicate", rejection(stop(false)));
    pipeline.tell(stop(true));
    assertEquals(List.of("x/1", "x/1/abandon"), asked());
    assertEquals("stop.duplicate", rejection(stop(true)));
    assertEquals("stop.duplicate", rejection(stop(false)));
    end(1, ExecutionStatus.STOPPED);
    assertEquals(List.of(), asked());
    assertEquals(Optional.of(ExecutionStatus.STOPPED), pipeline.state.ended(execution));
  }

  @Test
  @DisplayName(
      "hands no stop on to the run that a retry begins, and takes the next one as the first")
  @Covers({"P-824", "P-827"})
  void stopOfTheRunBefore() {
    pipeline.tell(stop(true));
    end(1, ExecutionStatus.STOPPED);
    pipeline.tell(new PipelineCommand.RetryStage(execution, "Build", pipeline.now));
    assertEquals(List.of("x/2"), asked());
    pipeline.tell(stop(false));
    assertEquals(List.of("x/2", "x/2/stop"), asked());
    pipeline.tell(stop(true));
    assertEquals(List.of("x/2", "x/2/abandon"), asked());
  }

  @Test
  @DisplayName("tells a process of its own of gates once, and of older ones not at all")
  @Covers("P-637")
  void gatesHeardBefore() {
    DrivenPipeline own = new DrivenPipeline();
    assertInstanceOf(Decision.Accepted.class, own.tell(gates(2, own)));
    assertInstanceOf(Decision.Unchanged.class, own.tell(gates(2, own)));
    assertInstanceOf(Decision.Unchanged.class, own.tell(gates(1, own)));
    assertInstanceOf(Decision.Accepted.class, own.tell(gates(3, own)));
  }

  private static PipelineCommand gates(long number, DrivenPipeline own) {
    return new PipelineCommand.HandOnTransitions(number, List.of(), own.now);
  }

  @Test
  @DisplayName("hands only the newest gates on, to each run that has not heard of them")
  @Covers("P-637")
  void gates() {
    PipelineCommand disable =
        new PipelineCommand.DisableTransition(
            "Prod", TransitionType.INBOUND, "holiday", "ada", pipeline.now);
    pipeline.tell(disable);
    assertEquals(List.of("x/1", "x/1/transitions/1"), asked());
    pipeline.tell(
        new PipelineCommand.EnableTransition("Prod", TransitionType.INBOUND, "ada", pipeline.now));
    assertEquals(List.of("x/1", "x/1/transitions/2"), asked());
    assertEquals(
        2, pipeline.state.transitions(pipeline.now).number(), "for those who begin from now on");
    end(1, ExecutionStatus.FAILED);
    pipeline.tell(new PipelineCommand.RetryStage(execution, "Build", pipeline.now));
    assertEquals(List.of("x/2"), asked());
  }

  @Test
  @DisplayName("leaves a retry to the execution's own process while that is under way")
  void retries() {
    PipelineCommand retry = new PipelineCommand.RetryStage(execution, "Build", pipeline.now);
    assertEquals("retry.own-process", rejection(retry));
    end(1, ExecutionStatus.FAILED);
    pipeline.tell(retry);
    assertEquals("retry.own-process", rejection(retry));
    end(1, ExecutionStatus.FAILED); // a late repetition of the first report
    assertEquals(Optional.empty(), pipeline.state.ended(execution));
    end(2, ExecutionStatus.SUCCEEDED);
    assertEquals(
        "retry.not-retryable",
        rejection(new PipelineCommand.RetryStage(execution, "Prod", pipeline.now)));
  }
}
