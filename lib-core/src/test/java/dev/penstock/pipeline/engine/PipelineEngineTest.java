package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline in an engine")
class PipelineEngineTest {
  private static final ActionExecutor SUCCEEDS =
      ActionExecutor.blocking(context -> ActionResult.succeeded());

  private static Pipeline.Builder release() {
    return Pipeline.builder("release")
        .stage(
            "Build",
            stage ->
                stage.action("compile", SCRIPT).action("lint", SCRIPT, lint -> lint.runOrder(2)))
        .stage(
            "Prod",
            stage -> stage.approval("sign-off").action("ship", SCRIPT, ship -> ship.runOrder(2)));
  }

  @Test
  @DisplayName("runs stages in order, waits three days for an approval, and goes on")
  @Covers({"P-801", "P-806", "P-1301", "P-1303", "P-1308"})
  void waitsForAnApproval() {
    try (TestHost host = new TestHost(new InMemoryJournal(), release().build(), SUCCEEDS)) {
      String execution = now(host.pipeline.start());
      assertEquals(List.of("Build/compile/1", "Build/lint/1"), host.calls);

      host.time.advance(Duration.ofDays(3));
      String token = openApproval(host, execution);
      assertInstanceOf(
          CommandResult.Accepted.class, now(host.pipeline.approve(token, "ada", "looks good")));

      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      assertEquals(List.of("Build/compile/1", "Build/lint/1", "Prod/ship/1"), host.calls);
      PipelineHistory.Attempt signOff =
          host.pipeline.history().execution(execution).orElseThrow().actions().get(2);
      assertEquals("ada", signOff.answeredBy().orElseThrow());
      assertEquals("looks good", signOff.summary());
      assertEquals(
          Duration.ofDays(3),
          Duration.between(signOff.startedAt(), signOff.endedAt().orElseThrow()));
    }
  }

  @Test
  @DisplayName("fails an approval that nobody answers within seven days")
  @Covers({"P-470", "P-1304"})
  void approvalExpires() {
    try (TestHost host = new TestHost(new InMemoryJournal(), release().build(), SUCCEEDS)) {
      String execution = now(host.pipeline.start());
      host.time.advance(Duration.ofDays(7).minusMillis(1));
      assertNull(now(host.pipeline.finished(execution)));
      host.time.advance(Duration.ofMillis(1));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals("nobody answered within 7 days", attempt(host, execution, "sign-off").summary());
    }
    Pipeline impatient =
        Pipeline.builder("impatient")
            .stage(
                "Prod",
                stage ->
                    stage.action(
                        "sign-off",
                        Action.MANUAL_APPROVAL,
                        signOff -> signOff.timeout(Duration.ofMinutes(5))))
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), impatient, SUCCEEDS)) {
      String execution = now(host.pipeline.start());
      host.time.advance(Duration.ofMinutes(5).minusMillis(1));
      assertNull(now(host.pipeline.finished(execution)));
      host.time.advance(Duration.ofMillis(1));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName(
      "refuses tokens that are unknown, stale or answered otherwise before, and takes a repeated answer")
  @Covers({"P-1302", "P-1305"})
  void approvalTokens() {
    try (TestHost host = new TestHost(new InMemoryJournal(), release().build(), SUCCEEDS)) {
      String execution = now(host.pipeline.start());
      String first = openApproval(host, execution);
      assertEquals("approval.invalid-token", rejection(host.pipeline.approve("x", "ada", "")));
      now(host.pipeline.reject(first, "ada", "not yet"));
      assertEquals(
          "approval.already-completed", rejection(host.pipeline.approve(first, "ada", "")));
      assertInstanceOf(
          CommandResult.Unchanged.class, now(host.pipeline.reject(first, "ada", "not yet")));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));

      now(host.pipeline.retry(execution, "Prod"));
      String second = openApproval(host, execution);
      assertFalse(first.equals(second));
      assertEquals(
          "approval.already-completed", rejection(host.pipeline.approve(first, "ada", "")));
      now(host.pipeline.approve(second, "ada", ""));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName(
      "lets siblings of a failed action finish, starts no later group, and retries only what failed")
  @Covers({"P-802", "P-803", "P-805", "P-1003", "P-1005", "P-1007", "P-1608"})
  void failsAndRetries() {
    Map<String, CompletableFuture<ActionResult>> open = new HashMap<>();
    Pipeline pipeline =
        Pipeline.builder("tests")
            .stage(
                "Test",
                stage ->
                    stage
                        .action("unit", SCRIPT)
                        .action("ui", SCRIPT)
                        .action("report", SCRIPT, report -> report.runOrder(5)))
            .build();
    ActionExecutor controlled =
        context -> open.computeIfAbsent(context.key(), key -> new CompletableFuture<>());
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, controlled)) {
      String execution = now(host.pipeline.start());
      open.get(execution + "/Test/unit/1").complete(ActionResult.failed("2 of 40 tests failed"));
      assertNull(now(host.pipeline.finished(execution)));
      open.get(execution + "/Test/ui/1").complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals("2 of 40 tests failed", attempt(host, execution, "unit").summary());
      assertEquals(List.of("Test/unit/1", "Test/ui/1"), host.calls);

      now(host.pipeline.retry(execution, "Test"));
      assertEquals(List.of("Test/unit/1", "Test/ui/1", "Test/unit/2"), host.calls);
      assertEquals("retry.not-retryable", rejection(host.pipeline.retry(execution, "Test")));
      open.get(execution + "/Test/unit/2").complete(ActionResult.succeeded());
      open.get(execution + "/Test/report/1").complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("supersedes an execution that waits in front of a stage, never one inside")
  @Covers({"P-601", "P-602", "P-604", "P-611", "P-612", "P-613", "P-617"})
  void supersedes() {
    try (TestHost host = new TestHost(new InMemoryJournal(), release().build(), SUCCEEDS)) {
      String first = now(host.pipeline.start());
      String second = now(host.pipeline.start());
      assertTrue(now(host.pipeline.execution(second)).orElseThrow().isWaiting());
      String third = now(host.pipeline.start());
      assertEquals(ExecutionStatus.SUPERSEDED, now(host.pipeline.finished(second)));
      assertNull(now(host.pipeline.finished(first)));

      now(host.pipeline.approve(openApproval(host, first), "ada", ""));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(first)));
      now(host.pipeline.approve(openApproval(host, third), "ada", ""));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(third)));
    }
  }

  @Test
  @DisplayName("stops: waits for running actions, or abandons them; a stopped stage can be retried")
  @Covers({"P-822", "P-823", "P-824", "P-825", "P-827"})
  void stops() {
    Map<String, CompletableFuture<ActionResult>> open = new HashMap<>();
    List<String> cancelled = new ArrayList<>();
    Pipeline pipeline =
        Pipeline.builder("jobs")
            .stage(
                "Work", stage -> stage.action("a", SCRIPT).action("b", SCRIPT, b -> b.runOrder(2)))
            .build();
    ActionExecutor controlled =
        context -> {
          context.cancellation().thenRun(() -> cancelled.add(context.action()));
          return open.computeIfAbsent(context.key(), key -> new CompletableFuture<>());
        };
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, controlled)) {
      String execution = now(host.pipeline.start());
      assertEquals("stop.reason", rejection(host.pipeline.stop(execution, "x".repeat(201))));
      now(host.pipeline.stop(execution, "x".repeat(200)));
      assertEquals(List.of("a"), cancelled);
      assertEquals(
          ExecutionStatus.STOPPING, now(host.pipeline.execution(execution)).orElseThrow().status());
      assertEquals("stop.duplicate", rejection(host.pipeline.stop(execution, "again")));
      assertInstanceOf(CommandResult.Accepted.class, now(host.pipeline.abandon(execution, "now")));
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(execution)));
      assertEquals(ActionStatus.ABANDONED, attempt(host, execution, "a").status());
      assertEquals(
          "execution "
              + execution
              + " is not in progress, it is "
              + now(host.pipeline.finished(execution))
              + "; nothing is left to stop [stop.not-in-progress]",
          ((CommandResult.Rejected) now(host.pipeline.stop(execution, "late")))
              .rejection()
              .toString());

      open.get(execution + "/Work/a/1").complete(ActionResult.succeeded()); // too late: forgotten
      assertEquals(ActionStatus.ABANDONED, attempt(host, execution, "a").status());
      now(host.pipeline.retry(execution, "Work"));
      now(host.pipeline.stop(execution, "wait for it"));
      open.get(execution + "/Work/a/2").complete(ActionResult.succeeded());
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(execution)));
      assertEquals(List.of("Work/a/1", "Work/a/2"), host.calls);
    }
  }

  @Test
  @DisplayName("asks an action that takes too long to stop, and fails it after the grace period")
  @Covers("P-472")
  void timesOut() {
    List<String> cancelled = new ArrayList<>();
    Pipeline pipeline =
        Pipeline.builder("slow")
            .stage(
                "Work", stage -> stage.action("a", SCRIPT, a -> a.timeout(Duration.ofMinutes(20))))
            .build();
    ActionExecutor neverEnds =
        context -> {
          context.cancellation().thenRun(() -> cancelled.add(context.action()));
          return new CompletableFuture<>();
        };
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, neverEnds)) {
      String execution = now(host.pipeline.start());
      host.time.advance(Duration.ofMinutes(20));
      assertEquals(List.of("a"), cancelled);
      assertNull(now(host.pipeline.finished(execution)));
      host.time.advance(Duration.ofMinutes(1));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals("timed out after 20 minutes", attempt(host, execution, "a").summary());
      assertEquals(0, host.processes.gauges().effectsInFlight());
    }
  }

  @Test
  @DisplayName(
      "resolves variables of the start and of earlier actions just before an action starts")
  @Covers({"P-501", "P-502", "P-503", "P-505", "P-508", "P-525"})
  void resolvesVariables() {
    List<String> told = new ArrayList<>();
    Pipeline pipeline =
        Pipeline.builder("vars")
            .variable("region", "north")
            .stage(
                "Build",
                stage -> stage.action("version", SCRIPT, version -> version.namespace("build")))
            .stage(
                "Ship",
                stage ->
                    stage
                        .action("tag", SCRIPT, tag -> tag.namespace("tag"))
                        .action(
                            "ship",
                            SCRIPT,
                            ship ->
                                ship.runOrder(2)
                                    .configuration(
                                        "to",
                                        "#{variables.region}-#{build.n}-#{tag.n}"
                                            + " #{codepipeline.PipelineExecutionId}")))
            .build();
    ActionExecutor executor =
        ActionExecutor.blocking(
            context -> {
              if (context.action().equals("ship")) {
                told.add(context.configuration("to"));
              }
              return ActionResult.succeeded().withVariable("n", context.action());
            });
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, executor)) {
      String execution =
          now(host.pipeline.start(StartRequest.of("test").withVariable("region", "south")));
      assertEquals(List.of("south-version-tag " + execution), told);
      CompletionStage<String> refused =
          host.pipeline.start(StartRequest.of("test").withVariable("regoin", "x"));
      Exception failure =
          assertThrows(
              java.util.concurrent.CompletionException.class,
              () -> refused.toCompletableFuture().join());
      assertEquals(
          "variable \"regoin\" is not declared; allowed: region; did you mean \"region\"? [pipeline.variables]",
          failure.getCause().getMessage());
    }
  }

  @Test
  @DisplayName("lists what a namespace did yield when a variable of it is missing")
  void misspeltVariable() {
    Pipeline pipeline =
        Pipeline.builder("vars")
            .stage(
                "Build",
                stage -> stage.action("version", SCRIPT, version -> version.namespace("build")))
            .stage(
                "Ship",
                stage ->
                    stage.action(
                        "ship",
                        SCRIPT,
                        ship ->
                            ship.configuration("v", "#{build.version} #{build.x} #{build.time}")))
            .build();
    ActionExecutor work =
        ActionExecutor.blocking(
            context ->
                ActionResult.succeeded()
                    .withVariable("vresion", "1.4.0")
                    .withVariable("time", "12:00"));
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, work)) {
      String execution = now(host.pipeline.start());
      assertEquals(
          "configuration \"v\" refers to a variable that no action has produced:"
              + " [#{build.version}, #{build.x}]; namespace build yielded [time, vresion]",
          attempt(host, execution, "ship").summary());
    }
  }

  @Test
  @DisplayName("fails an action whose variable nobody produced, without calling its executor")
  @Covers("P-511")
  void missingVariable() {
    Pipeline pipeline =
        Pipeline.builder("vars")
            .stage(
                "Build",
                stage -> stage.action("version", SCRIPT, version -> version.namespace("build")))
            .stage(
                "Ship",
                stage ->
                    stage.action("ship", SCRIPT, ship -> ship.configuration("v", "#{build.n}")))
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, SUCCEEDS)) {
      String execution = now(host.pipeline.start());
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals(
          "configuration \"v\" refers to a variable that no action has produced: [#{build.n}]",
          attempt(host, execution, "ship").summary());
      assertEquals(List.of("Build/version/1"), host.calls);
    }
  }

  @Test
  @DisplayName("takes any completion stage as an executor's result")
  void minimalStages() {
    Pipeline pipeline =
        Pipeline.builder("minimal").stage("Work", stage -> stage.action("a", SCRIPT)).build();
    ActionExecutor minimal = context -> CompletableFuture.completedStage(ActionResult.succeeded());
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, minimal)) {
      assertEquals(
          ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(now(host.pipeline.start()))));
    }
  }

  @Test
  @DisplayName("starts once for one token")
  void startIsRepeatable() {
    try (TestHost host = new TestHost(new InMemoryJournal(), release().build(), SUCCEEDS)) {
      StartRequest request = StartRequest.of("Webhook").withToken("commit-1");
      String first = now(host.pipeline.start(request));
      assertEquals(first, now(host.pipeline.start(request)));
      assertEquals(1, host.pipeline.history().executions().size());
    }
  }

  @Test
  @DisplayName("reports every action without an executor, with its path")
  void missingExecutors() {
    VirtualTime time = VirtualTime.startingAt(TestHost.START);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      PipelineEngine engine =
          PipelineEngine.builder(processes)
              .action(ActionType.of(ActionCategory.DEPLOY, "Fleet"), SUCCEEDS)
              .build();
      InvalidDefinitionException faults =
          assertThrows(
              InvalidDefinitionException.class,
              () -> engine.open(release().executionMode(ExecutionMode.SUPERSEDED).build()));
      assertEquals(
          """
          pipeline release has 3 faults:
            release: stages[0].actions[0].type (Build/compile): no executor is registered for BUILD/Script; allowed: DEPLOY/Fleet [pipeline.missing-executor]
            release: stages[0].actions[1].type (Build/lint): no executor is registered for BUILD/Script; allowed: DEPLOY/Fleet [pipeline.missing-executor]
            release: stages[1].actions[1].type (Prod/ship): no executor is registered for BUILD/Script; allowed: DEPLOY/Fleet [pipeline.missing-executor]""",
          faults.getMessage());
    }
  }

  private static String openApproval(TestHost host, String execution) {
    return now(host.pipeline.execution(execution)).orElseThrow().actions().stream()
        .flatMap(action -> action.approvalToken().stream())
        .findFirst()
        .orElseThrow();
  }

  private static PipelineHistory.Attempt attempt(TestHost host, String execution, String action) {
    List<PipelineHistory.Attempt> all =
        host.pipeline.history().execution(execution).orElseThrow().actions().stream()
            .filter(each -> each.key().action().equals(action))
            .toList();
    return all.get(all.size() - 1);
  }

  private static String rejection(CompletionStage<CommandResult> result) {
    return assertInstanceOf(CommandResult.Rejected.class, now(result)).rejection().code();
  }
}
