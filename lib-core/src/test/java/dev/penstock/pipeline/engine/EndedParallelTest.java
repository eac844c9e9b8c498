package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.policy.Policy;
import dev.penstock.policy.PolicyKind;
import dev.penstock.policy.PolicySet;
import dev.penstock.policy.Principal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An execution of mode PARALLEL that has ended")
class EndedParallelTest {
  private final Scripted work = new Scripted();

  private static Pipeline pipeline() {
    return Pipeline.builder("jobs")
        .executionMode(ExecutionMode.PARALLEL)
        .stage("Build", stage -> stage.action("compile", SCRIPT))
        .stage("Prod", stage -> stage.approval("sign-off"))
        .build();
  }

  private TestHost host(Journal journal) {
    Policy everything =
        Policy.of(
            PolicyKind.IDENTITY,
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
                + " \"Action\": \"*\", \"Resource\": \"*\"}]}");
    PipelineAuthorizer authorizer =
        PipelineAuthorizer.of("", principal -> PolicySet.builder().identity(everything).build());
    return new TestHost(journal, pipeline(), work, engine -> engine.authorizer(authorizer));
  }

  private static String tokenOf(TestHost host, String execution) {
    return now(host.pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow();
  }

  @Test
  @DisplayName("answers a repeated approval as one of any other mode does")
  @Covers("P-1305")
  void repeatedAnswers() {
    InMemoryJournal journal = new InMemoryJournal();
    String approved;
    String rejected;
    try (TestHost host = host(journal)) {
      String good = now(host.pipeline.start());
      work.succeed(good + "/Build/compile/1");
      approved = tokenOf(host, good);
      now(host.pipeline.approve(approved, "ada", ""));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(good)));
      String bad = now(host.pipeline.start());
      work.succeed(bad + "/Build/compile/1");
      now(host.pipeline.reject(tokenOf(host, bad), "ada", ""));
      now(host.pipeline.retry(bad, "Prod"));
      rejected = tokenOf(host, bad); // of the second attempt
      now(host.pipeline.reject(rejected, "ada", ""));
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(bad)));
      repeat(host, approved, rejected);
    }
    try (TestHost host = host(journal)) {
      repeat(host, approved, rejected);
    }
  }

  private static void repeat(TestHost host, String approved, String rejected) {
    OpenPipeline pipeline = host.pipeline;
    AuthorizedPipeline ada = pipeline.as(Principal.aws("arn:aws:iam::123456789012:user/ada"));
    assertInstanceOf(CommandResult.Unchanged.class, now(pipeline.approve(approved, "ada", "")));
    assertEquals("approval.already-completed", rejection(pipeline.reject(approved, "ada", "")));
    assertInstanceOf(CommandResult.Unchanged.class, now(pipeline.reject(rejected, "ada", "")));
    assertEquals("approval.already-completed", rejection(pipeline.approve(rejected, "ada", "")));
    assertEquals(
        "approval.already-completed", rejection(ada.approve(approved, ""))); // another name
    assertEquals("approval.already-completed", rejection(ada.approve(rejected, "")));
    assertEquals("approval.invalid-token", rejection(pipeline.approve("guessed", "ada", "")));
    assertEquals("approval.invalid-token", rejection(ada.approve("guessed", "")));
    assertEquals(1, host.processes.gauges().openProcesses());
  }

  @Test
  @DisplayName("holds no process, whether it succeeded, failed or was stopped, also if looked at")
  void holdsNoProcess() {
    InMemoryJournal journal = new InMemoryJournal();
    try (TestHost host = host(journal)) {
      List<String> failed = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String execution = now(host.pipeline.start());
        assertEquals(2, host.processes.gauges().openProcesses());
        if (i % 2 == 0) {
          work.fail(execution + "/Build/compile/1");
        } else {
          now(host.pipeline.abandon(execution, "enough"));
        }
        failed.add(execution);
        assertEquals(1, host.processes.gauges().openProcesses());
      }
      PipelineHistory history = host.pipeline.history();
      assertEquals(20, history.executions().size());
      for (String execution : failed) {
        ExecutionView view = now(host.pipeline.execution(execution)).orElseThrow();
        assertTrue(view.status().isEnded());
        assertEquals(Optional.empty(), now(host.pipeline.nextApproval(execution)));
        host.pipeline.read(execution, 0, (sequence, event) -> {});
      }
      assertEquals("stop.not-in-progress", rejection(host.pipeline.stop(failed.get(0), "")));
      assertEquals(1, host.processes.gauges().openProcesses());
    }
  }

  @Test
  @DisplayName("is retried all the same, again and again, and over restarts")
  void retries() {
    InMemoryJournal journal = new InMemoryJournal();
    String execution;
    try (TestHost host = host(journal)) {
      execution = now(host.pipeline.start());
      for (int i = 1; i <= 3; i++) {
        work.fail(execution + "/Build/compile/" + i);
        assertEquals(1, host.processes.gauges().openProcesses());
        host.pipeline.history();
        assertInstanceOf(
            CommandResult.Accepted.class,
            now(host.pipeline.retry(execution, "Build", RetryMode.ALL_ACTIONS)));
        assertEquals(2, host.processes.gauges().openProcesses());
      }
      work.fail(execution + "/Build/compile/4");
    }
    try (TestHost host = host(journal)) {
      assertEquals(1, host.processes.gauges().openProcesses());
      now(host.pipeline.retry(execution, "Build"));
      now(host.pipeline.execution(execution));
      assertEquals(2, host.processes.gauges().openProcesses(), "it is under way");
      work.succeed(execution + "/Build/compile/5");
      now(host.pipeline.approve(tokenOf(host, execution), "ada", ""));
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
      assertEquals(1, host.processes.gauges().openProcesses());
    }
  }

  @Test
  @DisplayName("loses its journal when the engine compacts by itself, also if it failed")
  void automaticRetention() {
    InMemoryJournal journal = new InMemoryJournal();
    VirtualTime time = VirtualTime.startingAt(TestHost.START);
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(journal)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .retention(RetentionPolicy.compactingAt(500).keepingEnded(0))
            .build()) {
      OpenPipeline jobs =
          PipelineEngine.builder(processes)
              .action(SCRIPT, ActionExecutor.blocking(context -> ActionResult.failed("broken")))
              .build()
              .open(pipeline());
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 1_300; i++) {
        ids.add(now(jobs.start()));
      }
      assertTrue(journal.streams().size() <= 1_001 + 250, () -> "" + journal.streams().size());
      assertFalse(journal.streams().contains("pipeline/jobs/" + ids.get(0)));
      assertTrue(journal.streams().contains("pipeline/jobs/" + ids.get(1_299)));
      assertTrue(journal.streams().contains("pipeline/jobs/" + ids.get(301)));
    }
  }
}
