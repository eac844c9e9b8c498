package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.InboundExecution;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.StageExecutionView;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.pipeline.execution.StageView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The state of a pipeline")
class PipelineStateTest {

  @Test
  @DisplayName("shows stages in order, each with who waits, who is inside, and what its actions do")
  @Covers({"P-605", "P-910"})
  void shows() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      PipelineView empty = now(releases.pipeline.state());
      assertEquals("release", empty.name());
      assertEquals(ExecutionMode.SUPERSEDED, empty.executionMode());
      assertEquals(
          List.of("Source", "Build", "Prod"),
          empty.stages().stream().map(StageView::name).toList());
      for (StageView stage : empty.stages()) {
        assertEquals(Optional.empty(), stage.latestExecution());
        assertEquals(1, stage.actions().size());
        assertEquals(Optional.empty(), stage.actions().get(0).latestExecution());
      }

      String done = releases.release();
      String inside = releases.startAndBuild();
      releases.host.time.advance(Duration.ofMinutes(5));
      String waiting = releases.startAndBuild();
      releases.host.time.advance(Duration.ofMinutes(5));
      PipelineView state = now(releases.pipeline.state());
      StageView build = state.stage("Build").orElseThrow();
      assertEquals(
          Optional.of(
              new StageExecutionView(
                  waiting,
                  StageStatus.SUCCEEDED,
                  ExecutionType.STANDARD,
                  TestHost.START.plus(Duration.ofMinutes(5)),
                  TestHost.START.plus(Duration.ofMinutes(5)),
                  0,
                  0,
                  Optional.empty())),
          build.latestExecution());
      assertEquals(
          ActionStatus.SUCCEEDED, build.action("compile").map(ActionView::status).orElseThrow());
      assertEquals(
          Optional.of("commit-3"),
          state.stage("Source").orElseThrow().action("fetch").map(ActionView::revision));
      StageView prod = state.stage("Prod").orElseThrow();
      assertEquals(Optional.of(inside), prod.latestExecution().map(StageExecutionView::execution));
      assertEquals(
          Optional.of(StageStatus.IN_PROGRESS),
          prod.latestExecution().map(StageExecutionView::status));
      assertEquals(
          List.of(
              new InboundExecution(
                  waiting,
                  ExecutionStatus.IN_PROGRESS,
                  ExecutionType.STANDARD,
                  TestHost.START.plus(Duration.ofMinutes(5)),
                  false)),
          prod.inboundExecutions());
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(done));
    }
  }

  @Test
  @DisplayName("keeps an overtaken failure as Failed, which can no longer be retried")
  @Covers("P-615")
  void overtaken() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String failed = releases.startAndBuild();
      releases.fail(failed, Releases.PROD);
      assertEquals(
          Optional.of(StageStatus.FAILED),
          now(releases.pipeline.state())
              .stage("Prod")
              .orElseThrow()
              .latestExecution()
              .map(StageExecutionView::status));
      String next = releases.startAndBuild();
      assertEquals(ExecutionStatus.FAILED, releases.status(failed));
      assertEquals("retry.not-latest", rejection(releases.pipeline.retry(failed, "Prod")));
      releases.pass(next, Releases.PROD);
      assertEquals(ExecutionStatus.FAILED, now(releases.pipeline.finished(failed)));
    }
  }

  @Test
  @DisplayName("supersedes nobody who is inside a stage, and one waiter only, when a start arrives")
  @Covers({"P-1601", "P-1602"})
  void startsSupersedeFew() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String inProd = releases.startAndBuild();
      String beforeProd = releases.startAndBuild();
      String inSource = releases.start();
      String beforeSource = releases.start();
      String newest = releases.start();
      assertEquals(ExecutionStatus.SUPERSEDED, releases.status(beforeSource));
      for (String each : List.of(inProd, beforeProd, inSource, newest)) {
        assertEquals(ExecutionStatus.IN_PROGRESS, releases.status(each));
      }
    }
  }
}
