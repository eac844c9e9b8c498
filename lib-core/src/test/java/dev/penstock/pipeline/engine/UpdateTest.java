package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionLimits;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.StageExecutionView;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.pipeline.execution.UpdatePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An update of a definition")
class UpdateTest {

  private static Releases cancelling(ExecutionMode mode) {
    return new Releases(
        new InMemoryJournal(),
        Releases.definition(mode).build(),
        engine -> engine.updatePolicy(UpdatePolicy.CANCEL));
  }

  private static Pipeline changed(ExecutionMode mode) {
    return Releases.definition(mode).stage("After", stage -> stage.action("watch", SCRIPT)).build();
  }

  @Test
  @DisplayName(
      "cancels as the service does: who waits at once, who runs when its actions have ended")
  @Covers({"P-641", "P-642", "P-645", "P-911", "P-1610"})
  void cancels() {
    for (ExecutionMode before : List.of(ExecutionMode.SUPERSEDED, ExecutionMode.QUEUED)) {
      for (ExecutionMode after : ExecutionMode.values()) {
        try (Releases releases = cancelling(before)) {
          String inProd = releases.startAndBuild();
          String beforeProd = releases.startAndBuild();
          String inSource = releases.start();
          String beforeSource = releases.start();
          now(releases.pipeline.update(changed(after)));
          assertEquals(ExecutionStatus.CANCELLED, releases.status(beforeProd));
          assertEquals(ExecutionStatus.CANCELLED, releases.status(beforeSource));
          assertEquals(ExecutionStatus.IN_PROGRESS, releases.status(inProd));
          assertEquals(ExecutionStatus.IN_PROGRESS, releases.status(inSource));
          releases.pass(inSource, Releases.SOURCE);
          assertEquals(ExecutionStatus.CANCELLED, releases.status(inSource));
          releases.fail(inProd, Releases.PROD);
          assertEquals(ExecutionStatus.CANCELLED, releases.status(inProd));
          assertEquals(List.of(), releases.work.running());
          assertEquals(4, releases.pipeline.history().executions().size());
          PipelineView state = now(releases.pipeline.state());
          assertEquals(
              after == ExecutionMode.PARALLEL
                  ? Optional.empty()
                  : Optional.of(StageStatus.CANCELLED),
              state.stage("Prod").orElseThrow().latestExecution().map(StageExecutionView::status));
          assertEquals("retry.not-retryable", rejection(releases.pipeline.retry(inProd, "Prod")));
        }
      }
    }
  }

  @Test
  @DisplayName("that cancels ends an execution as Cancelled that was asked to stop before")
  @Covers("P-641")
  void cancelsStopping() {
    try (Releases releases = cancelling(ExecutionMode.SUPERSEDED)) {
      String execution = releases.start();
      now(releases.pipeline.stop(execution, "enough"));
      now(releases.pipeline.update(changed(ExecutionMode.SUPERSEDED)));
      assertEquals(ExecutionStatus.STOPPING, releases.status(execution));
      releases.pass(execution, Releases.SOURCE);
      assertEquals(ExecutionStatus.CANCELLED, releases.status(execution));
    }
  }

  @Test
  @DisplayName("that cancels makes executions that ended badly unfit for a retry")
  @Covers("P-1007")
  void outdated() {
    try (Releases releases = cancelling(ExecutionMode.SUPERSEDED)) {
      String failed = releases.start();
      releases.fail(failed, Releases.SOURCE);
      String running = releases.startAndBuild();
      now(releases.pipeline.update(changed(ExecutionMode.SUPERSEDED)));
      assertEquals("retry.not-latest", rejection(releases.pipeline.retry(failed, "Source")));
      releases.fail(running, Releases.PROD);
      String next = releases.startAndBuild();
      releases.fail(next, Releases.PROD);
      now(releases.pipeline.update(Releases.definition(ExecutionMode.SUPERSEDED).build()));
      assertEquals("retry.outdated", rejection(releases.pipeline.retry(next, "Prod")));
      assertEquals(ExecutionStatus.FAILED, releases.status(next));
    }
  }

  @Test
  @DisplayName("lets an execution be retried on the definition that it started with, by default")
  @Covers("P-1010")
  void retried() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String failed = releases.startAndBuild();
      releases.fail(failed, Releases.PROD);
      now(releases.pipeline.update(changed(ExecutionMode.SUPERSEDED))).orThrow();
      now(releases.pipeline.retry(failed, "Prod")).orThrow();
      assertEquals(1, releases.view(failed).version());
      releases.pass(failed, "Prod/ship/2");
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(failed), "it has no stage After");
      assertEquals(1, releases.pipeline.history().execution(failed).orElseThrow().version());
    }
  }

  @Test
  @DisplayName("lets executions finish on the definition that they started with, by default")
  void finishes() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String before = releases.startAndBuild();
      now(releases.pipeline.update(changed(ExecutionMode.QUEUED)));
      String after = releases.startAndBuild();
      assertEquals(true, releases.view(after).isWaiting());
      releases.pass(before, Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(before));
      releases.pass(after, Releases.PROD);
      assertEquals(List.of(after + "/After/watch/1"), releases.work.running());
      assertEquals(1, releases.pipeline.history().execution(before).orElseThrow().version());
      assertEquals(2, releases.view(after).version());
    }
  }

  @Test
  @DisplayName("counts versions from 1, even if nothing has changed; opening again counts nothing")
  @Covers({"P-106", "P-219"})
  void versions() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = Releases.definition(ExecutionMode.SUPERSEDED).build();
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      assertEquals(1, now(releases.pipeline.state()).version());
      releases.host.time.advance(Duration.ofHours(1));
      now(releases.pipeline.update(definition));
      PipelineView state = now(releases.pipeline.state());
      assertEquals(2, state.version());
      assertEquals(TestHost.START, state.createdAt());
      assertEquals(TestHost.START.plus(Duration.ofHours(1)), state.updatedAt());
    }
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      assertEquals(2, now(releases.pipeline.state()).version());
    }
    try (Releases releases =
        new Releases(journal, definition, engine -> engine.limits(ExecutionLimits.CODEPIPELINE))) {
      assertEquals(2, now(releases.pipeline.state()).version(), "limits are no part of it");
    }
    try (Releases releases =
        new Releases(journal, changed(ExecutionMode.SUPERSEDED), engine -> {})) {
      assertEquals(3, now(releases.pipeline.state()).version());
    }
  }

  @Test
  @DisplayName("of the limits alone is none: it cancels nobody and keeps rollback targets")
  void limitsOnly() {
    InMemoryJournal journal = new InMemoryJournal();
    Pipeline definition = Releases.definition(ExecutionMode.QUEUED).build();
    String done;
    String running;
    try (Releases releases = new Releases(journal, definition, engine -> {})) {
      done = releases.release();
      running = releases.start();
    }
    try (Releases releases =
        new Releases(
            journal,
            definition,
            engine -> engine.updatePolicy(UpdatePolicy.CANCEL).limits(new ExecutionLimits(1, 0)))) {
      releases.pass(running, Releases.SOURCE);
      assertEquals(List.of(running + "/" + Releases.BUILD), releases.work.running());
      assertEquals("pipeline.concurrent-executions", rejection(releases.pipeline.start()));
      now(releases.pipeline.abandon(running, "enough"));
      now(releases.pipeline.rollBack("Prod", done));
    }
  }

  @Test
  @DisplayName("keeps the pipeline's name, and needs an executor for each action")
  void refused() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      Pipeline renamed =
          Pipeline.builder("another").stage("Work", stage -> stage.action("a", SCRIPT)).build();
      assertEquals("pipeline.renamed", rejection(releases.pipeline.update(renamed)));
      Pipeline unknown =
          Pipeline.builder("release")
              .stage(
                  "Work", stage -> stage.action("a", ActionType.of(ActionCategory.TEST, "Unknown")))
              .build();
      assertThrows(InvalidDefinitionException.class, () -> releases.pipeline.update(unknown));
    }
  }
}
