package dev.penstock.pipeline.execution;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.source.CommitDetails;
import dev.penstock.source.GitChange;
import dev.penstock.source.GitHost;
import dev.penstock.source.GitRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the journal that is kept of each release in {@code
 * src/test/resources/journals/<release>/causes}: who and what started, stopped, retried and rolled
 * back, what sources and failures tell, and targets that were forgotten. Run it once for a new
 * release; what is there is never written again.
 */
final class KeptCauses {
  static final String STREAM = "pipeline/causes";

  private final DrivenPipeline driven = new DrivenPipeline();

  private KeptCauses() {}

  /** Writes the journal into the directory that is named. */
  public static void main(String[] arguments) {
    KeptCauses kept = new KeptCauses();
    kept.story();
    try (FileJournal journal = FileJournal.open(Path.of(arguments[0]))) {
      journal
          .open(STREAM, PipelineDecider.CODEC)
          .append(0, kept.driven.events)
          .toCompletableFuture()
          .join();
    }
  }

  private void story() {
    Pipeline pipeline =
        Pipeline.builder("causes")
            .stage(
                "Source",
                stage -> stage.action("fetch", ActionType.of(ActionCategory.SOURCE, "Git")))
            .stage(
                "Prod",
                stage -> stage.action("ship", ActionType.of(ActionCategory.DEPLOY, "Fleet")))
            .build();
    driven.tell(new PipelineCommand.DefinePipeline(pipeline, driven.now));
    String first = start(0);
    ship(first, 1, ActionResult.succeeded());
    String second = start(3);
    ship(
        second,
        1,
        ActionResult.failed(FailureType.SYSTEM_UNAVAILABLE, "no route")
            .withExternalExecution(new ExternalExecution("d-1", "https://fleet/d-1")));
    driven.tell(
        new PipelineCommand.RetryStage(
            second, "Prod", RetryMode.ALL_ACTIONS, Optional.of("bob"), driven.now));
    ship(
        second,
        2,
        ActionResult.succeeded().withExternalExecution(new ExternalExecution("d-2", "")));
    driven.tell(
        new PipelineCommand.RollBackStage(
            "Prod", first, Optional.of("back"), Optional.of("cleo"), driven.now));
    String rollback = DerivedIds.executionId("causes", 3);
    ship(rollback, 1, ActionResult.succeeded());
    driven.tell(new PipelineCommand.ForgetTargets(List.of(first), driven.now));
    String last = start(0);
    driven.tell(
        new PipelineCommand.StopExecution(last, true, "enough", Optional.of("dan"), driven.now));
  }

  private String start(int nesting) {
    driven.now = driven.now.plus(Duration.ofMinutes(1));
    driven.tell(
        new PipelineCommand.StartExecution(
            Map.of(),
            List.of(),
            TriggerType.WEBHOOK_V2,
            "push",
            Optional.empty(),
            Optional.of("ada"),
            Optional.of(
                new GitChange(
                    "fetch",
                    "acme/shop",
                    GitHost.GITHUB,
                    GitRef.branch("main"),
                    "c0ffee",
                    Optional.of(
                        new CommitDetails(
                            "Add the cart",
                            "Ada",
                            "ada@example.org",
                            "7",
                            Optional.of(driven.now))))),
            nesting,
            driven.now));
    String id = DerivedIds.executionId("causes", driven.state.started);
    driven.tell(
        new PipelineCommand.ReportResult(
            new ActionKey(id, "Source", "fetch", 1),
            ActionResult.succeeded()
                .withRevision(
                    "c0ffee",
                    new RevisionDetails(
                        "etag", "Add the cart", Optional.of(driven.now), "https://git/c0ffee")),
            driven.now));
    return id;
  }

  private void ship(String id, int attempt, ActionResult result) {
    driven.now = driven.now.plus(Duration.ofMinutes(1));
    driven.tell(
        new PipelineCommand.ReportResult(
            new ActionKey(id, "Prod", "ship", attempt), result, driven.now));
  }
}
