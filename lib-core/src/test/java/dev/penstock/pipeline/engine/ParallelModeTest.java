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
import dev.penstock.pipeline.execution.ExecutionLimits;
import dev.penstock.pipeline.execution.ExecutionQuery;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.StageView;
import dev.penstock.pipeline.execution.UpdatePolicy;
import dev.penstock.process.CommandResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline of mode PARALLEL")
class ParallelModeTest {
  private final Scripted work = new Scripted();

  private static Pipeline.Builder jobs(ExecutionMode mode) {
    return Pipeline.builder("jobs")
        .executionMode(mode)
        .stage("Build", stage -> stage.action("compile", SCRIPT))
        .stage("Prod", stage -> stage.action("ship", SCRIPT));
  }

  private TestHost host() {
    return new TestHost(new InMemoryJournal(), jobs(ExecutionMode.PARALLEL).build(), work);
  }

  @Test
  @DisplayName("lets executions pass each other: no locks, no queues, no superseding")
  @Covers("P-631")
  void independent() {
    try (TestHost host = host()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ids.add(now(host.pipeline.start()));
      }
      assertEquals(3, work.running().size());
      work.succeed(ids.get(2) + "/Build/compile/1");
      work.succeed(ids.get(2) + "/Prod/ship/1");
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(ids.get(2))));
      work.succeed(ids.get(0) + "/Build/compile/1");
      work.succeed(ids.get(1) + "/Build/compile/1");
      assertEquals(
          List.of(ids.get(0) + "/Prod/ship/1", ids.get(1) + "/Prod/ship/1"), work.running());
      assertEquals(
          List.of(ids.get(0), ids.get(1)),
          now(host.pipeline.executions()).stream().map(ExecutionView::id).toList());
      work.succeed(ids.get(1) + "/Prod/ship/1");
      work.succeed(ids.get(0) + "/Prod/ship/1");
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(ids.get(0))));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(ids.get(1))));
    }
  }

  @Test
  @DisplayName("refuses the 51st execution, and runs five actions of one execution at once")
  @Covers({"P-632", "P-1429", "P-1448", "P-1449"})
  void limits() {
    Pipeline wide =
        Pipeline.builder("wide")
            .executionMode(ExecutionMode.PARALLEL)
            .stage(
                "Test",
                stage -> {
                  for (int i = 0; i < 7; i++) {
                    stage.action("t" + i, SCRIPT);
                  }
                  stage.action("report", SCRIPT, report -> report.runOrder(2));
                })
            .build();
    try (TestHost host =
        new TestHost(
            new InMemoryJournal(),
            wide,
            work,
            engine -> engine.limits(ExecutionLimits.CODEPIPELINE))) {
      String first = now(host.pipeline.start());
      assertEquals(keys(first, 0, 1, 2, 3, 4), work.running());
      work.succeed(first + "/Test/t3/1");
      assertEquals(keys(first, 0, 1, 2, 4, 5), work.running());
      work.succeed(first + "/Test/t0/1");
      assertEquals(keys(first, 1, 2, 4, 5, 6), work.running());
      for (int i = 1; i < 50; i++) {
        now(host.pipeline.start());
      }
      assertEquals(5 * 50, work.running().size());
      assertEquals("pipeline.concurrent-executions", rejection(host.pipeline.start()));
      for (int i : new int[] {1, 2, 4, 5, 6}) {
        work.succeed(first + "/Test/t" + i + "/1");
      }
      work.succeed(first + "/Test/report/1");
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(first)));
      String next = now(host.pipeline.start());
      assertEquals("pipeline.concurrent-executions", rejection(host.pipeline.start()));
      work.fail(next + "/Test/t0/1");
      for (int i = 1; i < 5; i++) {
        work.succeed(next + "/Test/t" + i + "/1");
      }
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(next)));
      now(host.pipeline.start());
      assertEquals("pipeline.concurrent-executions", rejection(host.pipeline.retry(next, "Test")));
    }
  }

  @Test
  @DisplayName("counts a retried execution as under way")
  @Covers("P-632")
  void limitAfterRetry() {
    try (TestHost host =
        new TestHost(
            new InMemoryJournal(),
            jobs(ExecutionMode.PARALLEL).build(),
            work,
            engine -> engine.limits(new ExecutionLimits(1, 0)))) {
      String execution = now(host.pipeline.start());
      work.fail(execution + "/Build/compile/1");
      now(host.pipeline.retry(execution, "Build"));
      assertEquals("pipeline.concurrent-executions", rejection(host.pipeline.start()));
      now(host.pipeline.abandon(execution, "enough"));
      now(host.pipeline.start());
    }
  }

  private static List<String> keys(String execution, int... actions) {
    return Arrays.stream(actions).mapToObj(i -> execution + "/Test/t" + i + "/1").toList();
  }

  @Test
  @DisplayName("shows no state that executions share, and cannot be rolled back")
  @Covers({"P-633", "P-634"})
  void noSharedState() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      work.succeed(execution + "/Build/compile/1");
      StageView prod = now(host.pipeline.state()).stage("Prod").orElseThrow();
      assertEquals(Optional.empty(), prod.latestExecution());
      assertEquals(List.of(), prod.inboundExecutions());
      assertEquals(Optional.empty(), prod.action("ship"));
      assertEquals(
          Optional.of("Prod"), now(host.pipeline.execution(execution)).orElseThrow().stage());
      work.succeed(execution + "/Prod/ship/1");
      assertEquals("rollback.parallel", rejection(host.pipeline.rollBack("Prod", execution)));
    }
  }

  @Test
  @DisplayName("answers an open approval by the external execution id in the list of actions")
  @Covers({"P-635", "P-1307"})
  void approvals() {
    Pipeline pipeline =
        Pipeline.builder("jobs")
            .executionMode(ExecutionMode.PARALLEL)
            .stage("Prod", stage -> stage.approval("sign-off"))
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, work)) {
      String first = now(host.pipeline.start());
      String second = now(host.pipeline.start());
      PipelineHistory.Attempt open = host.pipeline.actions(ActionQuery.of(second)).items().get(0);
      assertEquals(
          open.externalExecutionId(),
          now(host.pipeline.nextApproval(second)).orElseThrow().approvalToken());
      assertEquals("approval.invalid-token", rejection(host.pipeline.approve("x", "ada", "")));
      now(host.pipeline.approve(open.externalExecutionId().orElseThrow(), "ada", "fine"));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(second)));
      assertNull(now(host.pipeline.finished(first)));
      assertEquals(
          Optional.of("ada"),
          host.pipeline.actions(ActionQuery.of(second)).items().get(0).answeredBy());
    }
  }

  @Test
  @DisplayName("holds everybody at a disabled transition, and lets all go when it is enabled")
  @Covers("P-637")
  void transitions() {
    try (TestHost host = host()) {
      String before = now(host.pipeline.start());
      now(host.pipeline.disableTransition("Prod", "holiday", "ada"));
      String after = now(host.pipeline.start());
      work.succeed(before + "/Build/compile/1");
      work.succeed(after + "/Build/compile/1");
      assertEquals(List.of(), work.running());
      assertEquals(true, now(host.pipeline.execution(before)).orElseThrow().isWaiting());
      assertEquals(true, now(host.pipeline.execution(after)).orElseThrow().isWaiting());
      now(host.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(before + "/Prod/ship/1", after + "/Prod/ship/1"), work.running());
    }
  }

  @Test
  @DisplayName("hands stops on, also an abandoning one after a waiting one")
  @Covers("P-824")
  void stops() {
    try (TestHost host = host()) {
      String execution = now(host.pipeline.start());
      now(host.pipeline.stop(execution, "enough"));
      assertEquals(
          ExecutionStatus.STOPPING, now(host.pipeline.execution(execution)).orElseThrow().status());
      assertEquals("stop.duplicate", rejection(host.pipeline.stop(execution, "again")));
      assertNull(now(host.pipeline.finished(execution)));
      now(host.pipeline.abandon(execution, "now"));
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(execution)));
      assertEquals("stop.not-in-progress", rejection(host.pipeline.stop(execution, "late")));
      assertEquals(
          Optional.of("now"),
          host.pipeline.history().execution(execution).orElseThrow().stopReason());
    }
  }

  @Test
  @DisplayName("retries an execution that has ended, and one whose other actions are in progress")
  void retries() {
    Pipeline pipeline =
        Pipeline.builder("jobs")
            .executionMode(ExecutionMode.PARALLEL)
            .stage("Test", stage -> stage.action("unit", SCRIPT).action("ui", SCRIPT))
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, work)) {
      String execution = now(host.pipeline.start());
      work.fail(execution + "/Test/unit/1");
      assertInstanceOf(CommandResult.Accepted.class, now(host.pipeline.retry(execution, "Test")));
      assertEquals(List.of(execution + "/Test/ui/1", execution + "/Test/unit/2"), work.running());
      work.fail(execution + "/Test/unit/2");
      work.succeed(execution + "/Test/ui/1");
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals("pipeline.unknown-stage", rejection(host.pipeline.retry(execution, "Prod")));
      assertEquals("pipeline.unknown-execution", rejection(host.pipeline.retry("x", "Test")));
      now(host.pipeline.retry(execution, "Test", RetryMode.ALL_ACTIONS));
      assertNull(now(host.pipeline.finished(execution)));
      work.succeed(execution + "/Test/unit/3");
      work.succeed(execution + "/Test/ui/2");
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      assertEquals(1, host.pipeline.executions(ExecutionQuery.all()).items().size());
    }
  }

  @Test
  @DisplayName(
      "lets executions finish on their own definition when it is updated, in either policy")
  @Covers({"P-643", "P-644"})
  void updates() {
    try (TestHost host =
        new TestHost(
            new InMemoryJournal(),
            jobs(ExecutionMode.PARALLEL).build(),
            work,
            engine -> engine.updatePolicy(UpdatePolicy.CANCEL))) {
      String first = now(host.pipeline.start());
      now(
          host.pipeline.update(
              jobs(ExecutionMode.PARALLEL)
                  .stage("After", stage -> stage.action("watch", SCRIPT))
                  .build()));
      String second = now(host.pipeline.start());
      now(host.pipeline.update(jobs(ExecutionMode.QUEUED).build()));
      String third = now(host.pipeline.start());
      String fourth = now(host.pipeline.start());
      assertEquals(
          List.of(
              first + "/Build/compile/1", second + "/Build/compile/1", third + "/Build/compile/1"),
          work.running());
      assertEquals(true, now(host.pipeline.execution(fourth)).orElseThrow().isWaiting());
      for (String each : List.of(first, second)) {
        work.succeed(each + "/Build/compile/1");
        work.succeed(each + "/Prod/ship/1");
      }
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(first)));
      work.end(second + "/After/watch/1", ActionResult.succeeded());
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(second)));
    }
  }
}
