package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ArtifactRevision;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory.Execution;
import dev.penstock.pipeline.execution.RevisionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The sources of an execution")
class SourceRevisionsTest {
  private static final Instant WRITTEN = Instant.parse("2026-01-04T17:30:00Z");

  private static Pipeline.Builder twoSources(ExecutionMode mode) {
    return Pipeline.builder("shop")
        .executionMode(mode)
        .stage(
            "Source",
            stage ->
                stage
                    .action("code", GIT, code -> code.output("sources"))
                    .action("data", GIT, data -> data.output("table")))
        .stage("Build", stage -> stage.action("compile", SCRIPT));
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  @DisplayName("are all fetched anew, also those that did not change")
  @Covers("P-311")
  void allAnew(ExecutionMode mode) {
    List<String> fetched = new ArrayList<>();
    ActionExecutor fetches =
        context -> {
          if (context.stage().equals("Source")) {
            fetched.add(context.action() + " " + context.revisions());
          }
          ActionResult result = ActionResult.succeeded();
          for (String output : context.outputs()) {
            result = result.withArtifact(output, Releases.artifact(output));
          }
          return java.util.concurrent.CompletableFuture.completedFuture(result);
        };
    try (TestHost host = new TestHost(new InMemoryJournal(), twoSources(mode).build(), fetches)) {
      assertEquals(
          ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(now(host.pipeline.start()))));
      StartRequest dataChanged =
          StartRequest.of("").withRevision("data", RevisionType.COMMIT_ID, "3f2a");
      assertEquals(
          ExecutionStatus.SUCCEEDED,
          now(host.pipeline.finished(now(host.pipeline.start(dataChanged)))));
      assertEquals(List.of("code {}", "data {}", "code {}", "data {COMMIT_ID=3f2a}"), fetched);
    }
  }

  @Test
  @DisplayName("are recorded with all that their actions tell of them, over restarts")
  @Covers({"P-313", "P-1412", "P-1413"})
  void recorded() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = twoSources(ExecutionMode.SUPERSEDED).build();
    RevisionDetails details =
        new RevisionDetails(
            "d".repeat(100), "s".repeat(2_048), Optional.of(WRITTEN), "https://git/3f2a");
    String execution;
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      execution = releases.start();
      releases.work.end(
          execution + "/Source/data/1",
          ActionResult.succeeded().withArtifact("table", Releases.artifact("2")));
      releases.work.end(
          execution + "/Source/code/1",
          ActionResult.succeeded()
              .withRevision("r".repeat(1_500), details)
              .withArtifact("sources", Releases.artifact("1")));
      ActionView code =
          now(releases.pipeline.state()).stage("Source").orElseThrow().action("code").orElseThrow();
      assertEquals("r".repeat(1_500), code.revision());
      assertEquals(Optional.of(details), code.revisionDetails());
    }
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      Execution past = releases.pipeline.history().execution(execution).orElseThrow();
      assertEquals(
          List.of(new ArtifactRevision("sources", "r".repeat(1_500), details)),
          past.artifactRevisions());
      assertEquals(Map.of("code", "r".repeat(1_500)), past.revisions());
      assertEquals(Map.of("code", details), past.revisionDetails());
      assertEquals(Optional.of(details), past.actions().get(0).revisionDetails());
    }
  }

  @Test
  @DisplayName("tell of a revision what fits the lengths, and are refused what does not")
  @Covers("P-313")
  void lengths() {
    ActionResult result = ActionResult.succeeded();
    assertEquals(
        "revision: 1501 characters; allowed: 0 to 1500",
        refusal(() -> result.withRevision("r".repeat(1_501))));
    assertEquals(
        "revision: 1501 characters; allowed: 0 to 1500",
        refusal(() -> result.withRevision("r".repeat(1_501), RevisionDetails.NONE)));
    assertEquals(
        "changeIdentifier: 101 characters; allowed: 0 to 100",
        refusal(() -> new RevisionDetails("d".repeat(101), "", Optional.empty(), "")));
    assertEquals(
        "summary: 2049 characters; allowed: 0 to 2048",
        refusal(() -> new RevisionDetails("", "s".repeat(2_049), Optional.empty(), "")));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
