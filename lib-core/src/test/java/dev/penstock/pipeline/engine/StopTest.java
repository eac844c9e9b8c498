package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.process.CommandResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stop")
class StopTest {

  private static StageStatus stage(Releases releases, String name) {
    return now(releases.pipeline.state())
        .stage(name)
        .orElseThrow()
        .latestExecution()
        .orElseThrow()
        .status();
  }

  @Test
  @DisplayName("waits for actions in progress, starts no other, and ends Stopped")
  @Covers({"P-822", "P-828", "P-1619"})
  void waits() {
    Scripted work = new Scripted();
    Pipeline pipeline =
        Pipeline.builder("jobs")
            .stage(
                "Work",
                stage ->
                    stage
                        .action("a", SCRIPT)
                        .action("b", SCRIPT)
                        .action("c", SCRIPT, c -> c.runOrder(2)))
            .build();
    try (TestHost host = new TestHost(new InMemoryJournal(), pipeline, work)) {
      String execution = now(host.pipeline.start());
      now(host.pipeline.stop(execution, "enough"));
      work.succeed(execution + "/Work/a/1");
      assertEquals(
          ExecutionStatus.STOPPING, now(host.pipeline.execution(execution)).orElseThrow().status());
      work.fail(execution + "/Work/b/1");
      assertEquals(ExecutionStatus.STOPPED, now(host.pipeline.finished(execution)));
      now(host.pipeline.retry(execution, "Work"));
      work.succeed(execution + "/Work/b/2");
      now(host.pipeline.stop(execution, "enough"));
      work.succeed(execution + "/Work/c/1");
      assertEquals(
          ExecutionStatus.STOPPED,
          now(host.pipeline.finished(execution)),
          "although the very last action succeeded");
    }
  }

  @Test
  @DisplayName("that abandons gives actions in progress up at once")
  @Covers({"P-821", "P-823"})
  void abandons() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String execution = releases.start();
      assertEquals("stop.reason", rejection(releases.pipeline.abandon(execution, "x".repeat(201))));
      now(releases.pipeline.abandon(execution, "x".repeat(200)));
      assertEquals(ExecutionStatus.STOPPED, releases.status(execution));
      assertEquals(StageStatus.STOPPED, stage(releases, "Source"));
      assertEquals(
          ActionStatus.ABANDONED, releases.view(execution).action("fetch").orElseThrow().status());
      releases.work.succeed(execution + "/" + Releases.SOURCE); // outside it went on
      assertEquals(ExecutionStatus.STOPPED, releases.status(execution));
      assertEquals(
          Optional.of("x".repeat(200)),
          releases.pipeline.history().execution(execution).orElseThrow().stopReason());
    }
  }

  @Test
  @DisplayName("can be hardened once, and not be repeated")
  @Covers("P-824")
  void duplicates() {
    try (Releases releases =
        new Releases(
            new InMemoryJournal(),
            Pipeline.builder("jobs")
                .stage("Work", stage -> stage.approval("sign-off").action("a", SCRIPT))
                .build(),
            engine -> {})) {
      String execution = releases.start();
      now(releases.pipeline.stop(execution, "enough"));
      assertEquals(StageStatus.STOPPING, stage(releases, "Work"));
      assertEquals("stop.duplicate", rejection(releases.pipeline.stop(execution, "enough")));
      assertInstanceOf(
          CommandResult.Accepted.class, now(releases.pipeline.abandon(execution, "now")));
      assertEquals("stop.not-in-progress", rejection(releases.pipeline.abandon(execution, "now")));
      assertEquals(ExecutionStatus.STOPPED, releases.status(execution));
    }
  }

  @Test
  @DisplayName("is for executions in progress")
  @Covers("P-825")
  void notInProgress() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String done = releases.release();
      assertEquals("stop.not-in-progress", rejection(releases.pipeline.stop(done, "late")));
      String failed = releases.start();
      releases.fail(failed, Releases.SOURCE);
      assertEquals("stop.not-in-progress", rejection(releases.pipeline.stop(failed, "late")));
      assertEquals("pipeline.unknown-execution", rejection(releases.pipeline.stop("x", "who?")));
    }
  }

  @Test
  @DisplayName("ends executions that wait, anywhere in a queue or at a gate, and they are gone")
  @Covers({"P-604", "P-827"})
  void waiting() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      String inside = releases.startAndBuild();
      String first = releases.startAndBuild();
      String second = releases.startAndBuild();
      String third = releases.startAndBuild();
      now(releases.pipeline.stop(second, "not needed"));
      now(releases.pipeline.abandon(first, "not needed"));
      assertEquals(ExecutionStatus.STOPPED, releases.status(first));
      assertEquals(ExecutionStatus.STOPPED, releases.status(second));
      assertEquals("retry.not-retryable", rejection(releases.pipeline.retry(first, "Prod")));
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      releases.pass(inside, Releases.PROD);
      assertNull(now(releases.pipeline.finished(third)));
      now(releases.pipeline.stop(third, "not needed"));
      assertEquals(ExecutionStatus.STOPPED, releases.status(third));
      now(releases.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(), releases.work.running());
    }
  }
}
