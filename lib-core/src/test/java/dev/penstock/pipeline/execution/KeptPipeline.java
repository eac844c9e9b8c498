package dev.penstock.pipeline.execution;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKind;
import dev.penstock.process.Decision;
import dev.penstock.process.EventStream;
import dev.penstock.revision.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the journal of a pipeline that is kept of each release in {@code
 * src/test/resources/journals/<release>/pipeline}: five executions that meet every kind of event.
 * Run it once for a new release; what is there is never written again.
 */
final class KeptPipeline {
  static final String STREAM = "pipeline/kept";

  private static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  private static final Pipeline PIPELINE =
      Pipeline.builder("kept")
          .variable("greeting", "gr\u00fc\u00dfe")
          .stage(
              "Build",
              stage ->
                  stage
                      .action(
                          "compile",
                          SCRIPT,
                          compile ->
                              compile.output("jar").namespace("c").timeout(Duration.ofMinutes(30)))
                      .action("lint", SCRIPT))
          .stage(
              "Prod",
              stage ->
                  stage
                      .approval("sign-off")
                      .action(
                          "ship",
                          SCRIPT,
                          ship ->
                              ship.runOrder(2)
                                  .input("jar")
                                  .configuration("what", "#{c.version} #{variables.greeting}")))
          .build();

  private final PipelineDecider decider = new PipelineDecider();
  private final EventStream<PipelineEvent> stream;
  private PipelineState state = decider.initial();
  private Instant now = Instant.parse("2026-11-21T12:00:00.000000001Z");

  private KeptPipeline(EventStream<PipelineEvent> stream) {
    this.stream = stream;
  }

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }

  static void write(Path directory) {
    try (FileJournal journal = FileJournal.builder(directory).segmentLimit(4_096).open()) {
      new KeptPipeline(journal.open(STREAM, PipelineDecider.CODEC)).tellAll();
    }
  }

  private void tellAll() {
    tell(new PipelineCommand.DefinePipeline(PIPELINE, now));
    start(1);
    tell(new PipelineCommand.ReportCheckpoint(key(1, "Build", "compile", 1), 1, "half\n", now));
    build(1);
    start(2);
    build(2);
    start(3);
    build(3);
    answer(1, true);
    report(key(1, "Prod", "ship", 1), ActionResult.failed("the host is gone"));
    answer(3, false);
    tell(new PipelineCommand.RetryStage(id(3), "Prod", now));
    answer(3, true);
    report(key(3, "Prod", "ship", 1), ActionResult.succeeded().withSummary("shipped"));
    start(4);
    report(key(4, "Build", "lint", 1), ActionResult.succeeded());
    late(TimerKind.TIMEOUT, Duration.ofMinutes(30));
    late(TimerKind.GRACE, PipelineDecider.GRACE_PERIOD);
    start(5);
    tell(new PipelineCommand.StopExecution(id(5), true, "enough", now));
  }

  private void start(int number) {
    tell(new PipelineCommand.StartExecution(Map.of(), "push", Optional.of("token-" + number), now));
  }

  private void build(int execution) {
    report(
        key(execution, "Build", "compile", 1),
        ActionResult.succeeded()
            .withSummary("fine")
            .withRevision("3f2a")
            .withVariable("version", "1." + execution)
            .withArtifact("jar", new ArtifactReference("jar/1", new Digest("ab".repeat(32)))));
    report(key(execution, "Build", "lint", 1), ActionResult.succeeded());
  }

  private void answer(int execution, boolean isApproved) {
    String token =
        state.execution(id(execution)).stream()
            .flatMap(view -> view.actions().stream())
            .flatMap(action -> action.approvalToken().stream())
            .findFirst()
            .orElseThrow();
    tell(new PipelineCommand.AnswerApproval(token, isApproved, "ada", "seen", now));
  }

  private void late(TimerKind kind, Duration after) {
    now = now.plus(after);
    tell(new PipelineCommand.TimerFired(new TimerKey(key(4, "Build", "compile", 1), kind), now));
  }

  private void report(ActionKey key, ActionResult result) {
    tell(new PipelineCommand.ReportResult(key, result, now));
  }

  private static String id(int execution) {
    return DerivedIds.executionId("kept", execution);
  }

  private static ActionKey key(int execution, String stage, String action, int attempt) {
    return new ActionKey(id(execution), stage, action, attempt);
  }

  private void tell(PipelineCommand command) {
    List<PipelineEvent> batch = new ArrayList<>();
    Decision<PipelineEvent> decision = decider.decide(state, command);
    while (decision instanceof Decision.Accepted<PipelineEvent> accepted) {
      for (PipelineEvent event : accepted.events()) {
        state = decider.evolve(state, event);
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
