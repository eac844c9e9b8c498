package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionType;
import dev.penstock.pipeline.execution.InboundExecution;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.StageExecutionView;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.pipeline.execution.StageView;
import dev.penstock.pipeline.execution.TransitionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
  @DisplayName("counts as newer who was started later, also after a retry")
  @Covers("P-606")
  void newer() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String first = releases.start();
      releases.pass(first, Releases.SOURCE);
      releases.fail(first, Releases.BUILD);
      releases.host.time.advance(Duration.ofMinutes(5));
      String second = releases.start();
      now(releases.pipeline.retry(first, "Build")); // later than the second start
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      releases.work.end(
          first + "/Build/compile/2",
          dev.penstock.pipeline.ActionResult.succeeded()
              .withArtifact("jar", Releases.artifact("1")));
      releases.pass(second, Releases.SOURCE);
      releases.pass(second, Releases.BUILD);
      assertEquals(ExecutionStatus.SUPERSEDED, releases.status(first));
      assertEquals(
          List.of(second),
          now(releases.pipeline.state()).stage("Prod").orElseThrow().inboundExecutions().stream()
              .map(InboundExecution::execution)
              .toList());
    }
  }

  @Test
  @DisplayName("counts as newer who was started later, also if an update let it come past")
  @Covers("P-606")
  void newerThanOneOfAnOlderDefinition() {
    Pipeline longer =
        Pipeline.builder("shortened")
            .stage("Source", stage -> stage.action("fetch", TestHost.GIT, f -> f.output("sources")))
            .stage("Check", stage -> stage.action("probe", TestHost.SCRIPT))
            .stage("Prod", stage -> stage.action("ship", TestHost.SCRIPT))
            .build();
    Pipeline shorter =
        Pipeline.builder("shortened")
            .stage("Source", stage -> stage.action("fetch", TestHost.GIT, f -> f.output("sources")))
            .stage("Prod", stage -> stage.action("ship", TestHost.SCRIPT))
            .build();
    try (Releases releases = new Releases(new InMemoryJournal(), longer, engine -> {})) {
      String older = releases.start();
      releases.pass(older, Releases.SOURCE);
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      now(releases.pipeline.update(shorter));
      String newer = releases.start();
      releases.pass(newer, Releases.SOURCE);
      releases.pass(older, "Check/probe/1");
      assertEquals(ExecutionStatus.SUPERSEDED, releases.status(older));
      assertEquals(ExecutionStatus.IN_PROGRESS, releases.status(newer));
      now(releases.pipeline.enableTransition("Prod", "ada"));
      releases.pass(newer, Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(newer));
    }
  }

  @Test
  @DisplayName(
      "shows of each stage its gate, who waits, who was there, actions, conditions, retries")
  @Covers("P-915")
  void snapshot() {
    Pipeline definition =
        Pipeline.builder("snapshot")
            .stage("Source", stage -> stage.action("fetch", TestHost.GIT))
            .stage(
                "Build",
                stage ->
                    stage
                        .action("compile", TestHost.SCRIPT)
                        .beforeEntry(
                            entry ->
                                entry.rule(
                                    "ready",
                                    RuleType.VARIABLE_CHECK,
                                    rule ->
                                        rule.configuration("Variable", "yes")
                                            .configuration("Value", "yes")
                                            .configuration("Operator", "EQ"))))
            .stage("Prod", stage -> stage.action("ship", TestHost.SCRIPT))
            .build();
    try (Releases releases = new Releases(new InMemoryJournal(), definition, engine -> {})) {
      String first = releases.start();
      releases.work.succeed(first + "/" + Releases.SOURCE);
      releases.fail(first, Releases.BUILD);
      now(releases.pipeline.retry(first, "Build"));
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      releases.work.succeed(first + "/Build/compile/2");
      String second = releases.start();
      PipelineView state = now(releases.pipeline.state());
      assertEquals("snapshot", state.name());
      assertEquals(1, state.version());
      assertEquals(TestHost.START, state.createdAt());
      assertEquals(TestHost.START, state.updatedAt());
      assertEquals(
          """
          Source true [] second IN_PROGRESS 0+0 [fetch IN_PROGRESS] []
          Build true [] first SUCCEEDED 0+1 [compile SUCCEEDED] [BEFORE_ENTRY SUCCEEDED]
          Prod false holiday ada [first] nobody [ship none] []""",
          state.stages().stream()
              .map(PipelineStateTest::line)
              .collect(Collectors.joining("\n"))
              .replace(first, "first")
              .replace(second, "second"));
    }
  }

  private static String line(StageView stage) {
    TransitionState gate = stage.inboundTransition();
    return stage.name()
        + " "
        + gate.isEnabled()
        + (gate.isEnabled() ? "" : " " + gate.disabledReason() + " " + gate.lastChangedBy())
        + " "
        + stage.inboundExecutions().stream().map(InboundExecution::execution).toList()
        + " "
        + stage
            .latestExecution()
            .map(
                latest ->
                    latest.execution()
                        + " "
                        + latest.status()
                        + " "
                        + latest.automaticRetries()
                        + "+"
                        + latest.manualRetries())
            .orElse("nobody")
        + " "
        + stage.actions().stream()
            .map(
                action ->
                    action.name()
                        + " "
                        + action
                            .latestExecution()
                            .map(view -> view.status().toString())
                            .orElse("none"))
            .toList()
        + " "
        + stage.conditions().stream().map(each -> each.kind() + " " + each.status()).toList();
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
