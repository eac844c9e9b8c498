package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.deploy.RevisionSource;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A queue of commands for agents")
class CommandQueueTest {
  private static final LifecycleResult DONE = LifecycleResult.succeeded("done");

  private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-03-02T08:00:00Z"));
  private final List<String> announced = new ArrayList<>();
  private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
  private final CommandQueue queue =
      CommandQueue.builder(time, time.clock()).announce(announced::add).build();

  CommandQueueTest() {}

  private LifecycleTask task(String instance, LifecycleEvent event) {
    return new LifecycleTask(
        "d-1/" + instance + "/" + event,
        new DeploymentId("d-1"),
        "shop",
        "production",
        instance,
        event,
        new Revision("r1", "s3://b/k", new Digest("0".repeat(64)), ""),
        FileExistsBehavior.OVERWRITE,
        false,
        abandoned);
  }

  private CompletableFuture<LifecycleResult> put(String instance) {
    return queue.run(task(instance, LifecycleEvent.INSTALL)).toCompletableFuture();
  }

  private Optional<AgentCommand> poll(String instance) {
    return queue.poll(new AgentPoll(instance));
  }

  private AgentStart start(AgentCommand command) {
    return new AgentStart(command.key(), command.instance());
  }

  private AgentReport report(AgentCommand command, LifecycleResult result) {
    return new AgentReport(command.key(), command.instance(), result);
  }

  @Test
  @DisplayName("hands an event to its instance's agent, and the report back")
  void handsOver() {
    CompletableFuture<LifecycleResult> result = put("i-1");
    assertEquals(List.of("i-1"), announced);
    assertEquals(Optional.empty(), poll("i-2"));
    AgentCommand command = poll("i-1").orElseThrow();
    assertEquals(
        new AgentCommand(
            "d-1/i-1/Install",
            1,
            "i-1",
            "Install",
            DeploymentSpecification.of(task("i-1", LifecycleEvent.INSTALL)),
            RevisionSource.CURRENT,
            Instant.parse("2026-03-02T08:05:00Z")),
        command);
    assertTrue(queue.start(start(command)));
    assertFalse(result.isDone());
    queue.report(report(command, DONE));
    assertEquals(DONE, result.join());
    assertEquals(0, queue.open());
    assertEquals(Optional.empty(), poll("i-1"));
    assertTrue(time.nextDue().isEmpty(), "nothing is left to wake for");
  }

  @Test
  @DisplayName("gives a command out again once its lease is over, until it is reported")
  void leases() {
    CompletableFuture<LifecycleResult> result = put("i-1");
    AgentCommand first = poll("i-1").orElseThrow();
    time.advance(CommandQueue.DEFAULT_LEASE.minusMillis(1));
    assertEquals(Optional.empty(), poll("i-1"));
    time.advance(Duration.ofMillis(1));
    AgentCommand second = poll("i-1").orElseThrow();
    assertEquals(first.key(), second.key());
    assertEquals(2, second.delivery());
    time.advance(Duration.ofSeconds(30));
    assertTrue(queue.start(start(first)));
    time.advance(CommandQueue.DEFAULT_LEASE.minusMillis(1));
    assertEquals(Optional.empty(), poll("i-1"), "a start renews the lease");
    time.advance(Duration.ofMillis(1));
    assertEquals(3, poll("i-1").orElseThrow().delivery());
    queue.report(report(first, DONE));
    assertEquals(DONE, result.join());
  }

  @Test
  @DisplayName("takes the first report, and nothing from duplicates, strangers and the late")
  void harmless() {
    CompletableFuture<LifecycleResult> one = put("i-1");
    CompletableFuture<LifecycleResult> two = put("i-2");
    AgentCommand command = poll("i-1").orElseThrow();
    queue.report(new AgentReport(command.key(), "i-2", DONE));
    assertFalse(queue.start(new AgentStart(command.key(), "i-2")), "not theirs");
    assertFalse(one.isDone());
    assertTrue(queue.start(start(command)));
    assertTrue(queue.start(start(command)));
    queue.report(report(command, DONE));
    queue.report(
        report(command, LifecycleResult.failed(LifecycleErrorCode.SCRIPT_FAILED, "late", "")));
    queue.report(new AgentReport("unknown", "i-1", DONE));
    assertEquals(DONE, one.join());
    assertFalse(two.isDone());
    assertFalse(queue.start(start(command)), "it has ended");
    assertTrue(queue.abandoned(command).toCompletableFuture().isDone());
  }

  @Test
  @DisplayName("takes a report even if it never learned of the start")
  void lostStart() {
    CompletableFuture<LifecycleResult> result = put("i-1");
    queue.report(report(poll("i-1").orElseThrow(), DONE));
    assertEquals(DONE, result.join());
  }

  @Test
  @DisplayName("fails an event that no agent starts within five minutes, or ends within an hour")
  @Covers("D-181")
  void lostAgents() {
    CompletableFuture<LifecycleResult> never = put("i-1");
    CompletableFuture<LifecycleResult> slow = put("i-2");
    AgentCommand begun = poll("i-2").orElseThrow();
    time.advance(Duration.ofMinutes(4));
    assertTrue(queue.start(start(begun)));
    time.advance(Duration.ofMinutes(1).minusMillis(1));
    assertFalse(never.isDone());
    time.advance(Duration.ofMillis(1));
    assertEquals(
        LifecycleResult.failed(
            LifecycleErrorCode.UNKNOWN_ERROR,
            "Install: not started within PT5M; the agent of i-1 does not ask for work",
            ""),
        never.join());
    assertEquals(Optional.empty(), poll("i-1"));
    time.advance(Duration.ofMinutes(59).minusMillis(1));
    assertFalse(slow.isDone());
    time.advance(Duration.ofMillis(1));
    assertEquals(
        LifecycleResult.failed(
            LifecycleErrorCode.SCRIPT_TIMED_OUT,
            "Install: not ended within PT1H by the agent of i-2",
            ""),
        slow.join());
    assertEquals(0, queue.open());
  }

  @Test
  @DisplayName("drops what nobody waits for, and tells the agent that has it")
  void abandonment() {
    CompletableFuture<LifecycleResult> result = put("i-1");
    AgentCommand command = poll("i-1").orElseThrow();
    CompletableFuture<Void> dropped = queue.abandoned(command).toCompletableFuture();
    assertFalse(dropped.isDone());
    abandoned.complete(null);
    assertTrue(dropped.isDone());
    assertFalse(result.join().isSucceeded());
    assertEquals(0, queue.open());
    assertFalse(queue.start(start(command)));
    assertTrue(time.nextDue().isEmpty());
  }

  @Test
  @DisplayName("waits for the same end when it is asked for the same event again")
  void sameEvent() {
    assertSame(put("i-1"), put("i-1"));
    assertEquals(1, queue.open());
  }

  @Test
  @DisplayName("gives out the events of an instance in their order")
  void order() {
    queue.run(task("i-1", LifecycleEvent.APPLICATION_STOP));
    queue.run(task("i-1", LifecycleEvent.INSTALL));
    assertEquals("ApplicationStop", poll("i-1").orElseThrow().event());
    assertEquals("Install", poll("i-1").orElseThrow().event());
    assertEquals(Optional.empty(), poll("i-1"));
  }

  @Test
  @DisplayName("refuses more than it may hold, and options out of range")
  void limits() {
    CommandQueue small = CommandQueue.builder(time, time.clock()).capacity(1).build();
    small.run(task("i-1", LifecycleEvent.INSTALL));
    assertEquals(
        "1 commands wait for agents; allowed: at most 1",
        assertThrows(
                IllegalStateException.class, () -> small.run(task("i-2", LifecycleEvent.INSTALL)))
            .getMessage());
    CommandQueueBuilder builder = CommandQueue.builder(time, time.clock());
    assertEquals(
        "capacity: found 0; allowed: 1 and above",
        assertThrows(IllegalArgumentException.class, () -> builder.capacity(0)).getMessage());
    assertEquals(
        "lease: found PT0S; allowed: above zero, at most 3650000 days",
        assertThrows(IllegalArgumentException.class, () -> builder.lease(Duration.ZERO))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> builder.startWithin(Duration.ofSeconds(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> builder.endWithin(Duration.ofDays(3_650_001)));
    assertThrows(IllegalArgumentException.class, () -> builder.endWithin(Duration.ZERO));
  }

  @Test
  @DisplayName("is not deceived by a scheduler that wakes early")
  void wokenEarly() {
    List<Runnable> wakes = new ArrayList<>();
    CommandQueue early =
        CommandQueue.builder(
                (due, wake) -> {
                  wakes.add(wake);
                  return () -> {};
                },
                time.clock())
            .build();
    CompletableFuture<LifecycleResult> result =
        early.run(task("i-1", LifecycleEvent.INSTALL)).toCompletableFuture();
    wakes.get(0).run();
    assertFalse(result.isDone());
    AgentCommand command = early.poll(new AgentPoll("i-1")).orElseThrow();
    early.start(start(command));
    wakes.get(1).run();
    wakes.get(2).run();
    assertFalse(result.isDone());
    time.advance(Duration.ofHours(1));
    wakes.get(wakes.size() - 1).run();
    assertTrue(result.isDone());
  }

  @Test
  @DisplayName("tells agents what the host knows of the deployment")
  void specifications() {
    CommandQueue told =
        CommandQueue.builder(time, time.clock())
            .specifications(
                task -> DeploymentSpecification.of(task).toBuilder().groupId("4c0e").build())
            .build();
    told.run(task("i-1", LifecycleEvent.INSTALL));
    DeploymentSpecification specification =
        told.poll(new AgentPoll("i-1")).orElseThrow().specification();
    assertEquals("4c0e", specification.groupId());
    assertEquals("production", specification.group());
    assertEquals(FileExistsBehavior.OVERWRITE, specification.fileExistsBehavior());
  }
}
