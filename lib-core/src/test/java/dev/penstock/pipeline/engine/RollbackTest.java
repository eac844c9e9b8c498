package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.execution.ActionQuery;
import dev.penstock.pipeline.execution.ArtifactRevision;
import dev.penstock.pipeline.execution.ExecutionLimits;
import dev.penstock.pipeline.execution.ExecutionQuery;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.TriggerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rollback of a stage")
class RollbackTest {

  @Test
  @DisplayName(
      "is a new execution that runs the one stage with the revisions, artifacts and variables of its"
          + " target")
  @Covers({"P-528", "P-1101", "P-1105", "P-1109", "P-1605", "P-1606"})
  void rollsBack() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String good =
          now(releases.pipeline.start(StartRequest.of("release").withVariable("region", "south")));
      releases.pass(good, Releases.SOURCE);
      releases.pass(good, Releases.BUILD);
      releases.pass(good, Releases.PROD);
      String bad = releases.release();

      String rollback = now(releases.pipeline.rollBack("Prod", good));
      assertNotEquals(good, rollback);
      assertNotEquals(bad, rollback);
      assertEquals(List.of(rollback + "/" + Releases.PROD), releases.work.running());
      ExecutionView view = releases.view(rollback);
      assertEquals(ExecutionType.ROLLBACK, view.type());
      assertEquals(Optional.of(good), view.rollbackTarget());
      assertEquals(Map.of("fetch", "commit-1"), view.revisions());
      assertEquals(Map.of("region", "south"), view.variables());
      assertEquals(
          Map.of("what", "1.1 to south"), view.action("ship").orElseThrow().configuration());
      PipelineHistory.Attempt ship =
          releases.pipeline.actions(ActionQuery.of(rollback)).items().get(0);
      assertEquals(Map.of("jar", Releases.artifact("1")), ship.inputs());

      releases.pass(rollback, Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(rollback));
      PipelineHistory.Execution past =
          releases.pipeline.history().execution(rollback).orElseThrow();
      assertEquals(Map.of("fetch", "commit-1"), past.revisions());
      assertEquals(
          List.of(new ArtifactRevision("sources", "commit-1", RevisionDetails.NONE)),
          past.artifactRevisions());
      assertEquals(Optional.of(good), past.rollbackTarget());
      assertEquals(1, past.actions().size());
      assertEquals(TriggerType.MANUAL_ROLLBACK, past.triggerType());
    }
  }

  @Test
  @DisplayName("does not walk on to the stages behind the one that it runs")
  @Covers({"P-1109", "P-1606"})
  void oneStage() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String good = releases.release();
      String rollback = now(releases.pipeline.rollBack("Build", good));
      releases.pass(rollback, Releases.BUILD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(rollback));
      assertEquals(List.of(), releases.work.running());
    }
  }

  private static String reason(CompletionStage<?> refused) {
    return assertThrows(CompletionException.class, () -> refused.toCompletableFuture().join())
        .getCause()
        .getMessage();
  }

  @Test
  @DisplayName("takes a target that succeeded in the stage, even if it failed later")
  @Covers({"P-1102", "P-1607"})
  void targets() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String failedLater = releases.startAndBuild();
      releases.fail(failedLater, Releases.PROD);
      assertEquals(
          "rollback.not-succeeded", rejection(releases.pipeline.rollBack("Prod", failedLater)));
      String refused =
          "execution " + failedLater + " did not succeed in stage \"Prod\", or too long";
      assertEquals(
          refused
              + " ago; allowed: none as yet under the present version 1 of the definition, which an"
              + " update makes a new one [rollback.not-succeeded]",
          reason(releases.pipeline.rollBack("Prod", failedLater)));
      assertEquals(
          "pipeline.unknown-execution", rejection(releases.pipeline.rollBack("Prod", "x")));
      assertEquals(
          "pipeline.unknown-stage", rejection(releases.pipeline.rollBack("Nowhere", failedLater)));
      String rollback = now(releases.pipeline.rollBack("Build", failedLater));
      releases.pass(rollback, Releases.BUILD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(rollback));
      assertEquals(ExecutionStatus.FAILED, releases.status(failedLater));
    }
  }

  @Test
  @DisplayName("refuses targets of another version of the definition")
  @Covers({"P-1103", "P-1111", "P-1607"})
  void outdated() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String before = releases.release();
      assertEquals(List.of(before), targets(releases, "Prod"));
      String across = releases.startAndBuild();
      now(releases.pipeline.update(Releases.definition(ExecutionMode.SUPERSEDED).build()));
      assertEquals(List.of(), targets(releases, "Prod"));
      assertEquals("rollback.outdated", rejection(releases.pipeline.rollBack("Prod", before)));
      releases.pass(across, Releases.PROD);
      assertEquals("rollback.outdated", rejection(releases.pipeline.rollBack("Prod", across)));
      String after = releases.release();
      assertEquals(List.of(after), targets(releases, "Prod"));
      releases.pass(now(releases.pipeline.rollBack("Prod", after)), Releases.PROD);
    }
  }

  /** As the state remembers them, and as the history tells. */
  private static List<String> targets(Releases releases, String stage) {
    List<String> told =
        releases.pipeline.executions(ExecutionQuery.all().withSuccessIn(stage)).items().stream()
            .map(PipelineHistory.Execution::id)
            .toList();
    assertEquals(told, now(releases.pipeline.until(state -> state.rollbackTargets(stage))));
    return told;
  }

  @Test
  @DisplayName("refuses a rollback as its target")
  @Covers({"P-1104", "P-1607"})
  void ofRollback() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String good = releases.release();
      String rollback = now(releases.pipeline.rollBack("Prod", good));
      releases.pass(rollback, Releases.PROD);
      assertEquals("rollback.of-rollback", rejection(releases.pipeline.rollBack("Prod", rollback)));
      assertEquals(List.of(good), targets(releases, "Prod"));
    }
  }

  @Test
  @DisplayName("refuses a stage of sources, and one that is running")
  @Covers({"P-1106", "P-1108"})
  void stages() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String good = releases.release();
      assertEquals("rollback.source-stage", rejection(releases.pipeline.rollBack("Source", good)));
      String inside = releases.startAndBuild();
      assertEquals("rollback.stage-running", rejection(releases.pipeline.rollBack("Prod", good)));
      releases.fail(inside, Releases.PROD);
      String rollback = now(releases.pipeline.rollBack("Prod", good));
      assertEquals("rollback.stage-running", rejection(releases.pipeline.rollBack("Prod", good)));
      assertEquals("retry.not-latest", rejection(releases.pipeline.retry(inside, "Prod")));
      releases.fail(rollback, Releases.PROD);
      now(releases.pipeline.retry(rollback, "Prod"));
      releases.pass(rollback, "Prod/ship/2");
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(rollback));
    }
  }

  @Test
  @DisplayName("goes past those that wait, and through a disabled transition")
  void pastOthers() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      String good = releases.release();
      now(releases.pipeline.disableTransition("Prod", "bad release", "ada"));
      String waiting = releases.startAndBuild();
      String rollback = now(releases.pipeline.rollBack("Prod", good));
      now(releases.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(rollback + "/" + Releases.PROD), releases.work.running());
      releases.pass(rollback, Releases.PROD);
      assertEquals(List.of(waiting + "/" + Releases.PROD), releases.work.running());
    }
  }

  @Test
  @DisplayName("counts as one more execution under way")
  void limit() {
    try (Releases releases =
        new Releases(
            new InMemoryJournal(),
            Releases.definition(ExecutionMode.QUEUED).build(),
            engine -> engine.limits(new ExecutionLimits(1, 0)))) {
      String good = releases.release();
      String running = releases.start();
      assertEquals(
          "pipeline.concurrent-executions", rejection(releases.pipeline.rollBack("Prod", good)));
      now(releases.pipeline.abandon(running, "enough"));
      now(releases.pipeline.rollBack("Prod", good));
      assertEquals("pipeline.concurrent-executions", rejection(releases.pipeline.start()));
    }
  }

  @Test
  @DisplayName("with a token is carried out once")
  void token() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String good = releases.release();
      String rollback = now(releases.pipeline.rollBack("Prod", good, "t-1"));
      assertEquals(rollback, now(releases.pipeline.rollBack("Prod", good, "t-1")));
      releases.pass(rollback, Releases.PROD);
      assertEquals(rollback, now(releases.pipeline.rollBack("Prod", good, "t-1")));
      assertEquals(2, releases.pipeline.history().executions().size());
    }
  }

  @Test
  @DisplayName("finds its target after a restart")
  void restart() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = Releases.definition(ExecutionMode.SUPERSEDED).build();
    String good;
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      good = releases.release();
    }
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      String rollback = now(releases.pipeline.rollBack("Prod", good));
      assertEquals(Map.of("fetch", "commit-1"), releases.view(rollback).revisions());
    }
  }
}
