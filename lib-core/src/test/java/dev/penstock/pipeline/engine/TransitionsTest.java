package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.InboundExecution;
import dev.penstock.pipeline.execution.StageView;
import dev.penstock.pipeline.execution.TransitionState;
import dev.penstock.pipeline.execution.TransitionType;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The transition into a stage")
class TransitionsTest {

  private static TransitionState gate(Releases releases, String stage) {
    return now(releases.pipeline.state()).stage(stage).orElseThrow().inboundTransition();
  }

  @Test
  @DisplayName("is enabled until somebody disables it, and tells who did when and why")
  @Covers("P-813")
  void state() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      assertEquals(new TransitionState(true, "", Optional.empty(), ""), gate(releases, "Prod"));
      releases.host.time.advance(Duration.ofHours(1));
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      assertEquals(
          new TransitionState(
              false, "ada", Optional.of(TestHost.START.plus(Duration.ofHours(1))), "holiday"),
          gate(releases, "Prod"));
      releases.host.time.advance(Duration.ofHours(1));
      now(releases.pipeline.enableTransition("Prod", "bob"));
      assertEquals(
          new TransitionState(
              true, "bob", Optional.of(TestHost.START.plus(Duration.ofHours(2))), ""),
          gate(releases, "Prod"));
      assertEquals(new TransitionState(true, "", Optional.empty(), ""), gate(releases, "Build"));
    }
  }

  @Test
  @DisplayName("is disabled with a reason of 1 to 300 characters, in either of its names")
  @Covers({"P-811", "P-812"})
  void reasons() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      OpenPipeline pipeline = releases.pipeline;
      for (String bad : List.of("", "x".repeat(301), "no, comma", "line\nbreak", "a/b", "\u00fc")) {
        assertEquals(
            "transition.reason", rejection(pipeline.disableTransition("Prod", bad, "ada")));
      }
      for (String good : List.of("x", "x".repeat(300), "aZ9!@ ().*?-")) {
        assertInstanceOf(
            CommandResult.Accepted.class, now(pipeline.disableTransition("Prod", good, "ada")));
        assertEquals(good, gate(releases, "Prod").disabledReason());
      }
      assertInstanceOf(
          CommandResult.Unchanged.class,
          now(pipeline.disableTransition("Prod", "aZ9!@ ().*?-", "ada")));
      now(pipeline.enableTransition("Build", TransitionType.OUTBOUND, "ada"));
      assertEquals(true, gate(releases, "Prod").isEnabled());
      now(pipeline.disableTransition("Build", TransitionType.OUTBOUND, "again", "ada"));
      assertEquals(false, gate(releases, "Prod").isEnabled());
      assertEquals(true, gate(releases, "Build").isEnabled());
      now(pipeline.enableTransition("Prod", TransitionType.INBOUND, "ada"));
      assertEquals(true, gate(releases, "Prod").isEnabled());
      assertInstanceOf(
          CommandResult.Unchanged.class, now(pipeline.enableTransition("Prod", "ada")));
    }
  }

  @Test
  @DisplayName("says what is wrong with a reason")
  @Covers("P-811")
  void faults() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String allowed = "; allowed: 1 to 300 characters of a-zA-Z0-9!@ ().*?- [transition.reason]";
      for (List<String> each :
          List.of(
              List.of("", "the reason is empty"),
              List.of("x".repeat(301), "a reason of 301 characters"),
              List.of("freeze, till May", "the reason \"freeze, till May\" has \",\""))) {
        CommandResult answer = now(releases.pipeline.disableTransition("Prod", each.get(0), "ada"));
        assertEquals(
            each.get(1) + allowed,
            assertThrows(RejectedCommandException.class, answer::orThrow).getMessage());
      }
    }
  }

  @Test
  @DisplayName("exists between two stages only")
  @Covers("P-817")
  void ends() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      OpenPipeline pipeline = releases.pipeline;
      assertEquals(
          "transition.first-stage", rejection(pipeline.disableTransition("Source", "x", "ada")));
      assertEquals(
          "transition.last-stage",
          rejection(pipeline.disableTransition("Prod", TransitionType.OUTBOUND, "x", "ada")));
      assertEquals(
          "pipeline.unknown-stage", rejection(pipeline.disableTransition("Nowhere", "x", "ada")));
      assertEquals(
          "pipeline.unknown-stage", rejection(pipeline.enableTransition("Nowhere", "ada")));
    }
  }

  @Test
  @DisplayName("does not affect executions that have passed it when it is disabled")
  @Covers("P-814")
  void passed() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String inside = releases.startAndBuild();
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      releases.fail(inside, Releases.PROD);
      now(releases.pipeline.retry(inside, "Prod"));
      releases.pass(inside, "Prod/ship/2");
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(inside));
    }
  }

  @Test
  @DisplayName("lets only the newest in when it is enabled, in mode SUPERSEDED")
  @Covers({"P-614", "P-815", "P-1620"})
  void superseded() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      String first = releases.startAndBuild();
      assertEquals(true, releases.view(first).isWaiting());
      String second = releases.startAndBuild();
      assertEquals(ExecutionStatus.SUPERSEDED, releases.status(first));
      assertEquals(List.of(), releases.work.running());
      now(releases.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(second + "/" + Releases.PROD), releases.work.running());
    }
  }

  @Test
  @DisplayName("lets the head of the queue in when it is enabled, in mode QUEUED")
  @Covers("P-815")
  void queued() {
    try (Releases releases = new Releases(ExecutionMode.QUEUED)) {
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      String first = releases.startAndBuild();
      String second = releases.startAndBuild();
      now(releases.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(first + "/" + Releases.PROD), releases.work.running());
      releases.pass(first, Releases.PROD);
      assertEquals(List.of(second + "/" + Releases.PROD), releases.work.running());
    }
  }

  @Test
  @DisplayName("helps an execution that waited 30 days, and none that waited longer")
  @Covers({"P-816", "P-1620"})
  void thirtyDays() {
    for (ExecutionMode mode : List.of(ExecutionMode.SUPERSEDED, ExecutionMode.QUEUED)) {
      try (Releases releases = new Releases(mode)) {
        now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
        releases.host.time.advance(Duration.ofDays(99)); // what counts is the wait
        String patient = releases.startAndBuild();
        releases.host.time.advance(Duration.ofDays(30));
        now(releases.pipeline.enableTransition("Prod", "ada"));
        releases.pass(patient, Releases.PROD);

        now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
        String late = releases.startAndBuild();
        releases.host.time.advance(Duration.ofDays(30).plusMillis(1));
        now(releases.pipeline.enableTransition("Prod", "ada"));
        assertEquals(List.of(), releases.work.running());
        StageView prod = now(releases.pipeline.state()).stage("Prod").orElseThrow();
        assertEquals(
            List.of(late),
            prod.inboundExecutions().stream().map(InboundExecution::execution).toList());
        assertEquals(true, prod.inboundExecution().orElseThrow().isStranded());

        String fresh = releases.startAndBuild();
        assertEquals(List.of(fresh + "/" + Releases.PROD), releases.work.running());
        assertEquals(
            mode == ExecutionMode.SUPERSEDED
                ? ExecutionStatus.SUPERSEDED
                : ExecutionStatus.IN_PROGRESS,
            releases.status(late));
      }
    }
  }

  @Test
  @DisplayName("counts only the wait since it was disabled last")
  @Covers("P-816")
  void disabledLater() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String inside = releases.startAndBuild();
      String waiting = releases.startAndBuild();
      releases.host.time.advance(Duration.ofDays(40)); // for the lock, not for the gate
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      releases.pass(inside, Releases.PROD);
      releases.host.time.advance(Duration.ofDays(29));
      now(releases.pipeline.disableTransition("Prod", "another reason", "ada"));
      releases.host.time.advance(Duration.ofDays(1));
      now(releases.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(waiting + "/" + Releases.PROD), releases.work.running());
    }
  }

  @Test
  @DisplayName("counts the wait from the first reason when the reason is changed")
  @Covers("P-816")
  void anotherReason() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      releases.startAndBuild();
      releases.host.time.advance(Duration.ofDays(29));
      now(releases.pipeline.disableTransition("Prod", "another reason", "ada"));
      releases.host.time.advance(Duration.ofDays(2));
      now(releases.pipeline.enableTransition("Prod", "ada"));
      assertEquals(List.of(), releases.work.running());
    }
  }

  @Test
  @DisplayName("is as it was after a restart")
  void restart() {
    InMemoryJournal journal = new InMemoryJournal();
    TransitionState before;
    try (Releases releases =
        new Releases(
            journal, Releases.definition(ExecutionMode.SUPERSEDED).build(), engine -> {})) {
      now(releases.pipeline.disableTransition("Prod", "holiday", "ada"));
      before = gate(releases, "Prod");
    }
    try (Releases releases =
        new Releases(
            journal, Releases.definition(ExecutionMode.SUPERSEDED).build(), engine -> {})) {
      assertEquals(before, gate(releases, "Prod"));
      releases.startAndBuild();
      assertEquals(List.of(), releases.work.running());
    }
  }
}
