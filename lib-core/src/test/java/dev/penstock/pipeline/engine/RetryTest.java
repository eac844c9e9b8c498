package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.ActionQuery;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.RetryTrigger;
import dev.penstock.pipeline.execution.StageExecutionView;
import dev.penstock.process.CommandResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The retry of a stage")
class RetryTest {
  private final Scripted work = new Scripted();

  /** Two actions, then one more, then another stage. */
  private static Pipeline pipeline() {
    return Pipeline.builder("tests")
        .stage(
            "Test",
            stage ->
                stage
                    .action("unit", SCRIPT, unit -> unit.output("result"))
                    .action("ui", SCRIPT)
                    .action("report", SCRIPT, report -> report.runOrder(2).input("result")))
        .stage("Prod", stage -> stage.action("ship", SCRIPT))
        .build();
  }

  private TestHost host() {
    return new TestHost(new InMemoryJournal(), pipeline(), work);
  }

  private void unit(String execution, int attempt) {
    work.end(
        execution + "/Test/unit/" + attempt,
        ActionResult.succeeded().withArtifact("result", Releases.artifact("run-" + attempt)));
  }

  @Test
  @DisplayName("repeats what failed while the other actions are in progress")
  @Covers({"P-804", "P-1001", "P-1002", "P-1003", "P-1005", "P-1605"})
  void whileSiblingsRun() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      work.fail(execution + "/Test/unit/1");
      assertInstanceOf(CommandResult.Accepted.class, now(host.pipeline.retry(execution, "Test")));
      assertEquals(List.of(execution + "/Test/ui/1", execution + "/Test/unit/2"), work.running());
      unit(execution, 2);
      assertEquals(List.of(execution + "/Test/ui/1"), work.running());
      work.succeed(execution + "/Test/ui/1");
      work.succeed(execution + "/Test/report/1");
      work.succeed(execution + "/Prod/ship/1");
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      assertEquals(1, host.pipeline.history().executions().size());
    }
  }

  @Test
  @DisplayName("of failed actions leaves those alone that succeeded")
  @Covers({"P-1003", "P-1005"})
  void failedActions() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      unit(execution, 1);
      work.fail(execution + "/Test/ui/1");
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      now(host.pipeline.retry(execution, "Test", RetryMode.FAILED_ACTIONS));
      assertEquals(List.of(execution + "/Test/ui/2"), work.running());
      work.succeed(execution + "/Test/ui/2");
      assertEquals(List.of(execution + "/Test/report/1"), work.running());
    }
  }

  @Test
  @DisplayName("of all actions starts from the first group, and not while one is in progress")
  @Covers({"P-308", "P-1004", "P-1006"})
  void allActions() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      work.fail(execution + "/Test/ui/1");
      assertEquals(
          "retry.in-progress",
          rejection(host.pipeline.retry(execution, "Test", RetryMode.ALL_ACTIONS)));
      unit(execution, 1);
      now(host.pipeline.retry(execution, "Test", RetryMode.FAILED_ACTIONS));
      work.succeed(execution + "/Test/ui/2");
      work.fail(execution + "/Test/report/1");
      now(host.pipeline.retry(execution, "Test", RetryMode.ALL_ACTIONS));
      assertEquals(List.of(execution + "/Test/unit/2", execution + "/Test/ui/3"), work.running());
      unit(execution, 2);
      work.fail(execution + "/Test/ui/3");

      now(host.pipeline.retry(execution, "Test", RetryMode.FAILED_ACTIONS));
      assertEquals(
          List.of(execution + "/Test/ui/4"),
          work.running(),
          "the report failed before the stage began anew, so it is not to be repeated yet");
      work.succeed(execution + "/Test/ui/4");
      assertEquals(List.of(execution + "/Test/report/2"), work.running());
      List<PipelineHistory.Attempt> attempts =
          host.pipeline.actions(ActionQuery.of(execution)).items();
      assertEquals(
          List.of("report/2", "ui/4", "ui/3", "unit/2", "report/1", "ui/2", "ui/1", "unit/1"),
          attempts.stream().map(a -> a.key().action() + "/" + a.key().attempt()).toList());
      assertEquals(Map.of("result", Releases.artifact("run-2")), attempts.get(0).inputs());
      assertEquals(Map.of("result", Releases.artifact("run-1")), attempts.get(4).inputs());
    }
  }

  @Test
  @DisplayName("needs an action that failed, in the stage where the execution is")
  @Covers({"P-1002", "P-1007", "P-1011"})
  void notRetryable() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      assertEquals("retry.not-retryable", rejection(host.pipeline.retry(execution, "Test")));
      unit(execution, 1);
      work.succeed(execution + "/Test/ui/1");
      work.succeed(execution + "/Test/report/1");
      work.fail(execution + "/Prod/ship/1");
      assertEquals("retry.not-retryable", rejection(host.pipeline.retry(execution, "Test")));
      assertEquals("pipeline.unknown-stage", rejection(host.pipeline.retry(execution, "Nowhere")));
      assertEquals("pipeline.unknown-execution", rejection(host.pipeline.retry("x", "Prod")));
      now(host.pipeline.retry(execution, "Prod"));
      assertEquals(
          "retry.not-retryable",
          rejection(host.pipeline.retry(execution, "Prod")),
          "another retry is running");
      assertEquals(
          "execution "
              + execution
              + " has no failed action in stage \"Test\"; it is IN_PROGRESS in stage \"Prod\";"
              + " allowed: the stage in which it failed or was stopped",
          ((CommandResult.Rejected) now(host.pipeline.retry(execution, "Test")))
              .rejection()
              .reason());
      work.succeed(execution + "/Prod/ship/2");
      assertEquals(
          "execution "
              + execution
              + " has no failed action in stage \"Prod\"; it is SUCCEEDED; allowed: the stage in"
              + " which it failed or was stopped",
          ((CommandResult.Rejected) now(host.pipeline.retry(execution, "Prod")))
              .rejection()
              .reason());
      assertEquals("retry.not-retryable", rejection(host.pipeline.retry(execution, "Prod")));
    }
  }

  @Test
  @DisplayName("also repeats what a stop has abandoned")
  @Covers({"P-827", "P-1002", "P-1003"})
  void abandoned() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      unit(execution, 1);
      now(host.pipeline.abandon(execution, "enough"));
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(execution)));
      now(host.pipeline.retry(execution, "Test"));
      assertNull(now(host.pipeline.finished(execution)));
      assertEquals(
          List.of(execution + "/Test/ui/1", execution + "/Test/ui/2"),
          work.running(),
          "the first attempt goes on outside, unattended");
    }
  }

  @Test
  @DisplayName("locks the stage again, and is refused once another execution has entered it")
  @Covers({"P-603", "P-615", "P-1009"})
  void locks() {
    try (TestHost host = host()) {
      String first = now(host.pipeline.start());
      work.fail(first + "/Test/unit/1");
      work.fail(first + "/Test/ui/1");
      now(host.pipeline.retry(first, "Test"));
      String second = now(host.pipeline.start());
      assertEquals(true, now(host.pipeline.execution(second)).orElseThrow().isWaiting());
      work.fail(first + "/Test/unit/2");
      work.fail(first + "/Test/ui/2");
      assertEquals(List.of(second + "/Test/unit/1", second + "/Test/ui/1"), work.running());
      assertEquals("retry.not-latest", rejection(host.pipeline.retry(first, "Test")));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(first)));
    }
  }

  @Test
  @DisplayName("is counted, for the stage and for the execution")
  void counted() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      unit(execution, 1);
      work.fail(execution + "/Test/ui/1");
      StageExecutionView before = latest(host, "Test");
      assertEquals(0, before.manualRetries());
      assertEquals(Optional.empty(), before.lastRetry());
      assertEquals(1, now(host.pipeline.execution(execution)).orElseThrow().attempt());
      now(host.pipeline.retry(execution, "Test"));
      work.fail(execution + "/Test/ui/2");
      now(host.pipeline.retry(execution, "Test"));
      StageExecutionView after = latest(host, "Test");
      assertEquals(2, after.manualRetries());
      assertEquals(0, after.automaticRetries());
      assertEquals(Optional.of(RetryTrigger.MANUAL_STAGE_RETRY), after.lastRetry());
      assertEquals(3, now(host.pipeline.execution(execution)).orElseThrow().attempt());
      work.succeed(execution + "/Test/ui/3");
      work.succeed(execution + "/Test/report/1");
      work.fail(execution + "/Prod/ship/1");
      now(host.pipeline.retry(execution, "Prod"));
      assertEquals(1, latest(host, "Prod").manualRetries());
      assertEquals(4, now(host.pipeline.execution(execution)).orElseThrow().attempt());
    }
  }

  private static StageExecutionView latest(TestHost host, String stage) {
    return now(host.pipeline.state()).stage(stage).orElseThrow().latestExecution().orElseThrow();
  }

  @Test
  @DisplayName("keeps the version, revisions and variables that the execution started with")
  @Covers("P-1010")
  void keepsItsOwn() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String execution =
          now(releases.pipeline.start(StartRequest.of("release").withVariable("region", "south")));
      releases.pass(execution, Releases.SOURCE);
      releases.pass(execution, Releases.BUILD);
      releases.fail(execution, Releases.PROD);
      now(
          releases.pipeline.update(
              Releases.definition(ExecutionMode.SUPERSEDED)
                  .stage("After", stage -> stage.action("watch", SCRIPT))
                  .build()));
      now(releases.pipeline.retry(execution, "Prod"));
      assertEquals(1, releases.view(execution).version());
      assertEquals(Map.of("fetch", "commit-1"), releases.view(execution).revisions());
      assertEquals(
          Map.of("what", "1.1 to south"),
          releases.view(execution).action("ship").orElseThrow().configuration());
      assertEquals(
          ActionStatus.IN_PROGRESS, releases.view(execution).action("ship").orElseThrow().status());
      releases.pass(execution, "Prod/ship/2");
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(execution));
    }
  }
}
