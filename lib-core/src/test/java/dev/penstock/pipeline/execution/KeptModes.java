package dev.penstock.pipeline.execution;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.process.Decision;
import dev.penstock.process.EventStream;
import dev.penstock.revision.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the journals that are kept of each release in {@code
 * src/test/resources/journals/<release>/modes}: a queued pipeline with transitions, rollback and a
 * cancelling update, a parallel pipeline, and the process that carries its execution. Run it once
 * for a new release; what is there is never written again.
 */
final class KeptModes {
  static final List<String> STREAMS =
      List.of("pipeline/queued", "pipeline/parallel", "pipeline/parallel/one");

  private static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  private static final ActionType SCRIPT = ActionType.of(ActionCategory.DEPLOY, "Script");

  private final PipelineDecider decider = new PipelineDecider();
  private final EventStream<PipelineEvent> stream;
  private final String pipeline;
  private final PipelineState state = decider.initial();
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  private KeptModes(EventStream<PipelineEvent> stream, String pipeline) {
    this.stream = stream;
    this.pipeline = pipeline;
  }

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }

  static void write(Path directory) {
    try (FileJournal journal = FileJournal.open(directory)) {
      new KeptModes(journal.open(STREAMS.get(0), PipelineDecider.CODEC), "queued").tellQueued();
      new KeptModes(journal.open(STREAMS.get(1), PipelineDecider.CODEC), "parallel").tellParallel();
      new KeptModes(journal.open(STREAMS.get(2), PipelineDecider.CODEC), "parallel").tellOne();
    }
  }

  private static Pipeline definition(String name, ExecutionMode mode) {
    return Pipeline.builder(name)
        .executionMode(mode)
        .variable("greeting", "hello")
        .stage("Source", stage -> stage.action("fetch", GIT, fetch -> fetch.output("sources")))
        .stage("Prod", stage -> stage.action("ship", SCRIPT, ship -> ship.input("sources")))
        .build();
  }

  private void tellQueued() {
    define(definition("queued", ExecutionMode.QUEUED), UpdatePolicy.FINISH);
    start();
    fetch(1);
    ship(1, 1, ActionResult.succeeded());
    start();
    fetch(2);
    ship(2, 1, ActionResult.failed("no route"));
    tell(new PipelineCommand.RetryStage(id(2), "Prod", RetryMode.ALL_ACTIONS, now));
    ship(2, 2, ActionResult.failed("no route"));
    tell(new PipelineCommand.RollBackStage("Prod", id(1), Optional.of("back"), now));
    ship(3, 1, ActionResult.succeeded());
    tell(
        new PipelineCommand.DisableTransition(
            "Source", TransitionType.OUTBOUND, "holiday", "ada", now));
    start();
    fetch(4);
    tell(new PipelineCommand.EnableTransition("Prod", TransitionType.INBOUND, "bob", now));
    tell(
        new PipelineCommand.DisableTransition("Prod", TransitionType.INBOUND, "again", "ada", now));
    start();
    fetch(5);
    define(definition("queued", ExecutionMode.SUPERSEDED), UpdatePolicy.CANCEL);
    tell(new PipelineCommand.StopExecution(id(4), false, "enough", now));
    ship(4, 1, ActionResult.failed("stopped"));
  }

  private void tellParallel() {
    define(definition("parallel", ExecutionMode.PARALLEL), UpdatePolicy.FINISH);
    start();
    tell(
        new PipelineCommand.DisableTransition(
            "Prod", TransitionType.INBOUND, "holiday", "ada", now));
    end(1, ExecutionStatus.FAILED, Optional.of("Prod"));
    tell(new PipelineCommand.RetryStage(id(1), "Prod", RetryMode.ALL_ACTIONS, now));
    tell(new PipelineCommand.StopExecution(id(1), false, "late", now));
    tell(new PipelineCommand.StopExecution(id(1), true, "later", now));
    end(2, ExecutionStatus.STOPPED, Optional.of("Prod"));
  }

  private void tellOne() {
    tell(
        new PipelineCommand.HandOnTransitions(
            2, List.of(new StageTransition("Prod", TransitionState.UNTOUCHED)), now));
    tell(
        new PipelineCommand.BeginExecution(
            new PipelineEvent.PipelineDefined(
                definition("parallel", ExecutionMode.PARALLEL), 1, false, 50, 5, now),
            new PipelineEvent.ExecutionStarted(
                id(1),
                1,
                Map.of("greeting", "hello"),
                List.of(new SourceOverride("fetch", RevisionType.COMMIT_ID, "3f2a")),
                Optional.of(TriggerType.WEBHOOK),
                "push",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                0,
                now),
            now));
    fetch(1);
    ship(1, 1, ActionResult.failed("no route"));
    tell(
        new PipelineCommand.ResumeExecution(
            new ExecutionKey(id(1), 2), "Prod", RetryMode.FAILED_ACTIONS, Optional.empty(), now));
    ship(1, 2, ActionResult.succeeded());
  }

  private void define(Pipeline definition, UpdatePolicy policy) {
    tell(
        new PipelineCommand.DefinePipeline(
            definition, ExecutionLimits.CODEPIPELINE, policy, false, now));
  }

  private void start() {
    tell(
        new PipelineCommand.StartExecution(
            Map.of(),
            List.of(new SourceOverride("fetch", RevisionType.COMMIT_ID, "3f2a")),
            TriggerType.WEBHOOK_V2,
            "push",
            Optional.empty(),
            now));
  }

  private void fetch(int execution) {
    report(
        new ActionKey(id(execution), "Source", "fetch", 1),
        ActionResult.succeeded()
            .withRevision("3f2a")
            .withArtifact("sources", new ArtifactReference("s/1", new Digest("ab".repeat(32)))));
  }

  private void ship(int execution, int attempt, ActionResult result) {
    report(new ActionKey(id(execution), "Prod", "ship", attempt), result);
  }

  private void report(ActionKey key, ActionResult result) {
    tell(new PipelineCommand.ReportResult(key, result, now));
  }

  private void end(int run, ExecutionStatus status, Optional<String> stage) {
    tell(new PipelineCommand.ReportExecutionEnd(new ExecutionKey(id(1), run), status, stage, now));
  }

  private String id(int execution) {
    return DerivedIds.executionId(pipeline, execution);
  }

  private void tell(PipelineCommand command) {
    List<PipelineEvent> batch = new ArrayList<>();
    Decision<PipelineEvent> decision = decider.decide(state, command);
    while (decision instanceof Decision.Accepted<PipelineEvent> accepted) {
      for (PipelineEvent event : accepted.events()) {
        PipelineEvolution.apply(state, event);
        batch.add(event);
      }
      decision = decider.advance(state, now);
    }
    if (batch.isEmpty()) {
      throw new IllegalStateException(command + " was " + decision);
    }
    stream.append(stream.size(), batch).toCompletableFuture().join();
    now = now.plusSeconds(60);
  }
}
