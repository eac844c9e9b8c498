package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.execution.ExecutionLimits;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.InboundExecution;
import dev.penstock.pipeline.execution.StageView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline of mode QUEUED")
class QueuedModeTest {

  @Test
  @DisplayName("has a queue in front of each stage, first come first served, and no overtaking")
  @Covers({"P-605", "P-621", "P-622", "P-1603"})
  void queues() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      String inProd = releases.startAndBuild();
      String beforeProd = releases.startAndBuild();
      String alsoBeforeProd = releases.startAndBuild();
      String inSource = releases.start();
      String beforeSource = releases.start();
      assertEquals(
          List.of(inProd + "/" + Releases.PROD, inSource + "/" + Releases.SOURCE),
          releases.work.running());
      assertEquals(List.of(beforeProd, alsoBeforeProd), inbound(releases, "Prod"));
      assertEquals(List.of(), inbound(releases, "Build"));
      assertEquals(List.of(beforeSource), inbound(releases, "Source"));
      assertEquals(
          Optional.of(beforeProd),
          stage(releases, "Prod").inboundExecution().map(InboundExecution::execution));
      releases.pass(inProd, Releases.PROD);
      assertEquals(List.of(alsoBeforeProd), inbound(releases, "Prod"));
      releases.pass(beforeProd, Releases.PROD);
      releases.pass(alsoBeforeProd, Releases.PROD);
      for (String each : List.of(inProd, beforeProd, alsoBeforeProd)) {
        assertEquals(ExecutionStatus.SUCCEEDED, releases.status(each));
      }
    }
  }

  private static StageView stage(Releases releases, String name) {
    return now(releases.pipeline.state()).stage(name).orElseThrow();
  }

  private static List<String> inbound(Releases releases, String name) {
    return stage(releases, name).inboundExecutions().stream()
        .map(InboundExecution::execution)
        .toList();
  }

  @Test
  @DisplayName("lets the next one in when one fails or is stopped")
  @Covers({"P-603", "P-624"})
  void failures() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      String first = releases.start();
      String second = releases.start();
      String third = releases.start();
      releases.fail(first, Releases.SOURCE);
      assertEquals(List.of(second + "/" + Releases.SOURCE), releases.work.running());
      now(releases.pipeline.abandon(second, "enough"));
      assertEquals(true, releases.work.running().contains(third + "/" + Releases.SOURCE));
      assertEquals("retry.not-latest", rejection(releases.pipeline.retry(first, "Source")));
    }
  }

  @Test
  @DisplayName("refuses the 51st execution under way where the service's limits hold")
  @Covers({"P-623", "P-1429", "P-1448", "P-1604"})
  void limit() {
    try (Releases releases =
        new Releases(
            new InMemoryJournal(),
            Releases.definition(ExecutionMode.QUEUED).build(),
            engine -> engine.limits(ExecutionLimits.CODEPIPELINE))) {
      List<String> started = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        started.add(releases.start());
      }
      assertEquals("pipeline.concurrent-executions", rejection(releases.pipeline.start()));
      assertEquals(50, releases.pipeline.history().executions().size());
      releases.fail(started.get(0), Releases.SOURCE);
      now(releases.pipeline.stop(started.get(49), "not needed"));
      String next = releases.start();
      assertEquals(true, releases.view(next).isWaiting());
      releases.start();
      assertEquals("pipeline.concurrent-executions", rejection(releases.pipeline.start()));
    }
  }

  @Test
  @DisplayName("counts a retry as one more execution under way")
  @Covers({"P-623", "P-1429"})
  void limitOfRetries() {
    try (Releases releases =
        new Releases(
            new InMemoryJournal(),
            Releases.definition(ExecutionMode.QUEUED).build(),
            engine -> engine.limits(new ExecutionLimits(2, 0)))) {
      String failed = releases.startAndBuild();
      releases.fail(failed, Releases.PROD);
      releases.start();
      String second = releases.start();
      assertEquals(
          "pipeline.concurrent-executions", rejection(releases.pipeline.retry(failed, "Prod")));
      now(releases.pipeline.stop(second, "not needed"));
      now(releases.pipeline.retry(failed, "Prod"));
      assertEquals("pipeline.concurrent-executions", rejection(releases.pipeline.start()));
      releases.pass(failed, "Prod/ship/2");
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(failed));
    }
  }

  @Test
  @DisplayName("has no limit unless one is given, and SUPERSEDED never has one")
  void noLimit() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      for (int i = 0; i < 60; i++) {
        releases.start();
      }
      assertEquals(60, now(releases.pipeline.executions()).size());
    }
    try (Releases releases =
        new Releases(
            new InMemoryJournal(),
            Releases.definition(ExecutionMode.SUPERSEDED).build(),
            engine -> engine.limits(new ExecutionLimits(1, 0)))) {
      releases.start();
      releases.start();
      assertEquals(2, now(releases.pipeline.executions()).size());
    }
  }
}
