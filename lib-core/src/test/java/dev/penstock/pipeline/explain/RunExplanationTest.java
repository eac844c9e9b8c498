package dev.penstock.pipeline.explain;

import static dev.penstock.pipeline.explain.ExplainedRun.MAVEN;
import static dev.penstock.pipeline.explain.ExplainedRun.now;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.RuleView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The explanation of a run")
class RunExplanationTest {

  private static Pipeline pipeline(ExecutionMode mode) {
    return Pipeline.builder("checkout")
        .executionMode(mode)
        .stage(
            "Build",
            stage ->
                stage
                    .action("compile", MAVEN, action -> action.timeout(Duration.ofMinutes(20)))
                    .action("lint", MAVEN)
                    .action("package", MAVEN, action -> action.runOrder(2))
                    .action("sign", MAVEN, action -> action.runOrder(3)))
        .stage("Production", stage -> stage.approval("sign-off"))
        .build();
  }

  @Test
  @DisplayName("says that nothing waits when nothing is under way")
  void nothing() {
    try (ExplainedRun run = new ExplainedRun(pipeline(ExecutionMode.SUPERSEDED))) {
      assertEquals("nothing waits", run.text());
      assertEquals(List.of(), run.explain().waits());
    }
  }

  @Test
  @DisplayName("names executors with their times, and what the others wait for")
  void executors() {
    try (ExplainedRun run = new ExplainedRun(pipeline(ExecutionMode.SUPERSEDED))) {
      String id = run.start();
      run.time.advance(Duration.ofSeconds(90));
      assertEquals(
          """
          execution E1: Build/compile is carried out by BUILD/Maven since 2026-01-05 09:00:00Z; \
          times out at 2026-01-05 09:20:00Z
          execution E1: Build/lint is carried out by BUILD/Maven since 2026-01-05 09:00:00Z
          execution E1: Build/package waits for compile, lint
          execution E1: Build/sign waits for compile, lint""",
          run.text());
      run.end(id + "/Build/lint/1", true);
      assertEquals(
          new Wait.ForActions(id, "Build", "package", List.of("compile")),
          run.explain().waits().get(1));
      run.end(id + "/Build/compile/1", false);
      assertEquals("nothing waits", run.text());
      now(run.pipeline.retry(id, "Build"));
      assertEquals(
          new Wait.ForExecutor(
              id,
              "Build",
              "compile",
              "BUILD/Maven",
              2,
              ExplainedRun.START.plusSeconds(90),
              java.util.Optional.of(ExplainedRun.START.plusSeconds(90 + 1200)),
              false),
          run.explain().waits().get(0));
      assertEquals(
          "execution E1: Build/compile is carried out by BUILD/Maven since 2026-01-05 09:01:30Z,"
              + " attempt 2; times out at 2026-01-05 09:21:30Z",
          run.text().lines().findFirst().orElseThrow());
    }
  }

  @Test
  @DisplayName("names what will not start, after a failure and while stopping")
  void willNotStart() {
    try (ExplainedRun run = new ExplainedRun(pipeline(ExecutionMode.SUPERSEDED))) {
      String id = run.start();
      run.end(id + "/Build/lint/1", false);
      assertEquals(
          """
          execution E1: Build/compile is carried out by BUILD/Maven since 2026-01-05 09:00:00Z; \
          times out at 2026-01-05 09:20:00Z
          execution E1: Build/package will not start: lint did not succeed
          execution E1: Build/sign will not start: lint did not succeed""",
          run.text());
      now(run.pipeline.stop(id, "wrong branch"));
      assertEquals(
          """
          execution E1: Build/compile is carried out by BUILD/Maven since 2026-01-05 09:00:00Z; \
          times out at 2026-01-05 09:20:00Z; asked to stop
          execution E1: Build/package will not start: the execution is stopping
          execution E1: Build/sign will not start: the execution is stopping""",
          run.text());
    }
  }

  @Test
  @DisplayName("names rules with their windows and times, and when the stage fails by itself")
  void timers() {
    Pipeline timed =
        Pipeline.builder("timed")
            .stage(
                "Prod",
                stage ->
                    stage
                        .beforeEntry(
                            entry ->
                                entry
                                    .rule(
                                        "evening",
                                        RuleType.DEPLOYMENT_WINDOW,
                                        rule -> rule.configuration("Cron", "* * 18-19 ? * *"))
                                    .rule(
                                        "noon",
                                        RuleType.DEPLOYMENT_WINDOW,
                                        rule ->
                                            rule.configuration("Cron", "* * 12 ? * *")
                                                .timeout(Duration.ofHours(2))))
                        .timeout(Duration.ofDays(1))
                        .action("ship", ExplainedRun.MAVEN))
            .build();
    try (ExplainedRun run = new ExplainedRun(timed)) {
      String id = run.start();
      assertEquals(
          """
          execution E1: Prod/evening (BEFORE_ENTRY) waits for Rule/DeploymentWindow since \
          2026-01-05 09:00:00Z; the window opens at 2026-01-05 18:00:00Z
          execution E1: Prod/noon (BEFORE_ENTRY) waits for Rule/DeploymentWindow since \
          2026-01-05 09:00:00Z; the window opens at 2026-01-05 12:00:00Z; \
          times out at 2026-01-05 11:00:00Z
          execution E1: stage Prod fails at 2026-01-06 09:00:00Z if it takes so long""",
          run.text());
      now(run.pipeline.override(id, "Prod", ConditionKind.BEFORE_ENTRY, "ada"));
      assertEquals(
          """
          execution E1: Prod/ship is carried out by BUILD/Maven since 2026-01-05 09:00:00Z
          execution E1: stage Prod fails at 2026-01-06 09:00:00Z if it takes so long""",
          run.text());
      for (RuleView rule : now(run.pipeline.executions()).get(0).conditions().get(0).rules()) {
        assertEquals(Optional.empty(), rule.opensAt());
        assertEquals(Optional.empty(), rule.timesOutAt());
      }
      assertEquals(
          new Wait.ForStageTimeout(id, "Prod", ExplainedRun.START.plus(Duration.ofDays(1))),
          run.explain().waits().get(1));
      run.end(id + "/Prod/ship/1", false);
      assertEquals(Optional.empty(), now(run.pipeline.executions()).get(0).stageTimesOutAt());
    }
  }

  private static void pass(ExplainedRun run, String id) {
    for (String action : List.of("compile", "lint", "package", "sign")) {
      run.end(id + "/Build/" + action + "/1", true);
    }
  }

  @Test
  @DisplayName("names the approval that a person owes, the lock, and the queue behind it")
  void approvalLockAndQueue() {
    try (ExplainedRun run = new ExplainedRun(pipeline(ExecutionMode.QUEUED))) {
      pass(run, run.start());
      pass(run, run.start());
      pass(run, run.start());
      assertEquals(
          """
          execution E1: Production/sign-off waits for a person to approve or reject it, since \
          2026-01-05 09:00:00Z; fails at 2026-01-12 09:00:00Z
          execution E2 waits in front of Production: execution E1 is inside
          execution E3 waits in front of Production: execution E1 is inside
          execution E3 waits in front of Production, behind execution E2""",
          run.text());
    }
  }

  @Test
  @DisplayName("says of an open approval of a stopped execution that no answer lets it go on")
  void approvalWhileStopping() {
    try (ExplainedRun run = new ExplainedRun(pipeline(ExecutionMode.QUEUED))) {
      String id = run.start();
      pass(run, id);
      now(run.pipeline.stop(id, "wrong branch")).orThrow();
      assertEquals(
          """
          execution E1: Production/sign-off waits for a person to approve or reject it, since \
          2026-01-05 09:00:00Z; fails at 2026-01-12 09:00:00Z; the execution is stopping: \
          whatever the answer, it ends""",
          run.text());
      String token = now(run.pipeline.nextApproval(id)).orElseThrow().approvalToken().orElseThrow();
      now(run.pipeline.approve(token, "ada", "too late")).orThrow();
      assertEquals(ExecutionStatus.STOPPED, now(run.pipeline.finished(id)));
    }
  }

  @Test
  @DisplayName("names a disabled transition with its reason, who and when")
  void transition() {
    try (ExplainedRun run = new ExplainedRun(pipeline(ExecutionMode.SUPERSEDED))) {
      run.time.advance(Duration.ofHours(1));
      now(run.pipeline.disableTransition("Production", "holiday", "ada"));
      pass(run, run.start());
      assertEquals(
          "execution E1 waits in front of Production: its transition is disabled by ada since"
              + " 2026-01-05 10:00:00Z: holiday",
          run.text());
    }
  }
}
