package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment engine")
class DeploymentEngineTest {
  private final Host host = new Host();

  private static DeploymentGroupBuilder production() {
    return DeploymentGroup.builder("production")
        .application("shop")
        .side("blue", "b-1", "b-2")
        .side("green", "g-1", "g-2")
        .fleetStrategy(DeploymentStrategy.halfAtATime())
        .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)))
        .readyWait(Duration.ofHours(8))
        .alarms("errors")
        .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE, RollbackEvent.DEPLOYMENT_STOP_ON_ALARM);
  }

  private OpenGroup released(DeploymentEngine engine, DeploymentGroup group, String... revisions) {
    OpenGroup open = engine.open(group);
    for (String revision : revisions) {
      DeploymentId id = Host.now(open.deploy(Host.revision(revision), revision));
      Host.now(open.continueDeployment(id, WaitKind.READY_WAIT));
      host.time.advance(Duration.ofMinutes(5));
      assertEquals(DeploymentStatus.SUCCEEDED, Host.now(open.ended(id)).status());
    }
    return open;
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("brings a revision to the idle side, waits, and shifts the traffic")
  @Covers("D-322")
  void releases() {
    OpenGroup open = released(host.start(), production().build(), "r1");
    assertEquals(List.of("blue 100 %, green 0 %"), host.routed);
    host.ran.clear();
    host.routed.clear();

    DeploymentId second = Host.now(open.deploy(Host.revision("r2"), "r2"));
    assertEquals(
        List.of(
            "r2 g-1 ApplicationStop",
            "r2 g-1 DownloadBundle",
            "r2 g-1 BeforeInstall",
            "r2 g-1 Install",
            "r2 g-1 AfterInstall",
            "r2 g-1 ApplicationStart",
            "r2 g-1 ValidateService"),
        host.ran.subList(0, 7));
    assertEquals(DeploymentStatus.READY, Host.now(open.readyOrEnded(second)).status());
    assertEquals(List.of(), host.routed);

    CompletionStage<Deployment> end = open.ended(second);
    assertInstanceOf(
        CommandResult.Accepted.class,
        Host.now(open.continueDeployment(second, WaitKind.READY_WAIT)));
    assertInstanceOf(
        CommandResult.Unchanged.class,
        Host.now(open.continueDeployment(second, WaitKind.READY_WAIT)));
    assertEquals(List.of("blue 90 %, green 10 %"), host.routed);
    host.time.advance(Duration.ofMinutes(5));
    assertEquals(List.of("blue 90 %, green 10 %", "blue 0 %, green 100 %"), host.routed);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(end).status());
    GroupStatus status = Host.now(open.status());
    assertEquals(Optional.of("green"), status.liveSide());
    assertEquals(Optional.of(Host.revision("r2")), status.lastKnownGood());
    assertEquals(Optional.empty(), status.active());
  }

  @Test
  @DisplayName("returns the traffic on an alarm and rolls back by a new, linked deployment")
  @Covers({"D-296", "D-355", "D-356", "D-357"})
  void rollsBackOnAlarm() {
    OpenGroup open = released(host.start(), production().build(), "r1", "r2");
    host.routed.clear();
    DeploymentId bad = Host.now(open.deploy(Host.revision("r3"), "r3"));
    Host.now(open.continueDeployment(bad, WaitKind.READY_WAIT));
    assertEquals(List.of("blue 10 %, green 90 %"), host.routed);
    host.ran.clear();
    host.alarm("errors", "7 % of requests fail");

    assertEquals(List.of("blue 10 %, green 90 %", "blue 0 %, green 100 %"), host.routed);
    Deployment stopped = Host.now(open.ended(bad));
    assertEquals(DeploymentStatus.STOPPED, stopped.status());
    assertEquals("ALARM_ACTIVE", stopped.code());
    assertEquals("alarm errors fires: 7 % of requests fail", stopped.reason());
    assertEquals(Weight.NONE, stopped.weight());
    DeploymentId rollback = stopped.rolledBackBy().orElseThrow();
    Deployment back = Host.now(open.ended(rollback));
    assertEquals(DeploymentStatus.SUCCEEDED, back.status());
    assertEquals(DeploymentCreator.ROLLBACK, back.creator());
    assertEquals("codeDeployRollback", back.creator().text());
    assertEquals(Optional.of(bad), back.rollbackOf());
    assertEquals("r2", back.revision().id());
    assertEquals("blue", back.side());
    assertEquals("r2 b-1 ApplicationStop", host.ran.get(0));
    assertEquals(Optional.of("green"), Host.now(open.status()).liveSide());
    assertEquals(2, host.routed.size(), "a rollback moves no traffic");
    assertEquals(List.of(), host.listeners);
  }

  @Test
  @DisplayName("does not roll back a rollback")
  @Covers("D-358")
  void doesNotRollBackARollback() {
    OpenGroup open = released(host.start(), production().build(), "r1");
    for (String instance : List.of("g-1", "g-2")) {
      host.failing.add("r2 " + instance + " ValidateService");
      host.failing.add("r1 " + instance + " ValidateService");
    }
    DeploymentId bad = Host.now(open.deploy(Host.revision("r2"), "r2"));
    DeploymentId rollback = Host.now(open.ended(bad)).rolledBackBy().orElseThrow();
    Deployment end = Host.now(open.ended(rollback));
    assertEquals(DeploymentStatus.FAILED, end.status());
    assertEquals(Optional.empty(), end.rolledBackBy());
    assertEquals("a rollback is not rolled back itself", end.rollbackMessage());
    assertEquals(Optional.empty(), Host.now(open.status()).active());
  }

  @Test
  @DisplayName("does not roll back a rollback that is stopped, even if the one who stops says so")
  @Covers("D-358")
  void doesNotRollBackAStoppedRollback() {
    OpenGroup open = released(host.start(), production().build(), "r1");
    for (String instance : List.of("g-1", "g-2")) {
      host.failing.add("r2 " + instance + " ValidateService");
    }
    host.hanging.add("r1 g-1 Install");
    DeploymentId bad = Host.now(open.deploy(Host.revision("r2"), "r2"));
    DeploymentId rollback = Host.now(open.ended(bad)).rolledBackBy().orElseThrow();
    Host.now(open.stop(rollback, "no", RollbackChoice.ROLL_BACK));
    host.hung.get("r1 g-1 Install").complete(LifecycleResult.succeeded(""));
    Deployment end = Host.now(open.ended(rollback));
    assertEquals(DeploymentStatus.STOPPED, end.status());
    assertEquals(Optional.empty(), end.rolledBackBy());
    assertEquals("a rollback is not rolled back itself", end.rollbackMessage());
  }

  @Test
  @DisplayName("has nothing to roll back to before the first success")
  @Covers("D-357")
  void nothingToGoBackTo() {
    OpenGroup open = host.start().open(production().build());
    host.failing.add("r1 b-1 Install");
    host.failing.add("r1 b-2 Install");
    Deployment end = Host.now(open.deploy(Host.revision("r1"), "r1").thenCompose(open::ended));
    assertEquals(DeploymentStatus.FAILED, end.status());
    assertEquals(
        "no revision is known to be good: no deployment has succeeded yet", end.rollbackMessage());
  }

  @Test
  @DisplayName("takes one deployment at a time, and a token once")
  @Covers("D-366")
  void oneAtATime() {
    OpenGroup open = host.start().open(production().build());
    DeploymentId first = Host.now(open.deploy(Host.revision("r1"), "token"));
    assertEquals(first, Host.now(open.deploy(Host.revision("r1"), "token")));
    String refused = Host.failure(open.deploy(Host.revision("r2"), "other"));
    assertEquals(
        "deployment production-1 of group production has not ended; a group has one deployment at"
            + " a time [group.busy]",
        refused);
    Host.now(open.stop(first, "no more", RollbackChoice.LEAVE));
    Deployment stopped = Host.now(open.ended(first));
    assertEquals(DeploymentStatus.STOPPED, stopped.status());
    assertEquals("MANUAL_STOP", stopped.code());
    assertEquals(
        new DeploymentId("production-2"), Host.now(open.deploy(Host.revision("r2"), "other")));
  }

  @Test
  @DisplayName("stops a deployment that nobody continues")
  @Covers("D-322")
  void readyWaitTimesOut() {
    OpenGroup open = released(host.start(), production().build(), "r1");
    DeploymentId id = Host.now(open.deploy(Host.revision("r2"), "r2"));
    host.time.advance(Duration.ofHours(8).minusSeconds(1));
    assertEquals(DeploymentStatus.READY, Host.now(open.deployment(id)).status());
    host.time.advance(Duration.ofSeconds(1));
    Deployment end = Host.now(open.ended(id));
    assertEquals(DeploymentStatus.STOPPED, end.status());
    assertEquals("TIMEOUT", end.code());
    assertEquals("the group does not roll back after this", end.rollbackMessage());
  }

  @Test
  @DisplayName("tries again to return the traffic, and says so if it cannot")
  void returnsTrafficAgain() {
    OpenGroup open = released(host.start(), production().build(), "r1");
    DeploymentId id = Host.now(open.deploy(Host.revision("r2"), "r2"));
    Host.now(open.continueDeployment(id, WaitKind.READY_WAIT));
    host.routesToFail = 2;
    host.routed.clear();
    host.alarm("errors", "");
    assertEquals(List.of(), host.routed);
    host.time.advance(Duration.ofSeconds(3));
    assertEquals(List.of("blue 100 %, green 0 %"), host.routed);
    assertEquals(DeploymentStatus.STOPPED, Host.now(open.ended(id)).status());

    DeploymentId third = Host.now(open.deploy(Host.revision("r3"), "r3"));
    Host.now(open.continueDeployment(third, WaitKind.READY_WAIT));
    host.routesToFail = 100;
    host.alarm("errors", "");
    host.time.advance(Duration.ofSeconds(15));
    assertEquals(
        "alarm errors fires; the traffic could not be returned in 5 attempts, route it by hand:"
            + " balancer is away",
        Host.now(open.ended(third)).reason());
  }

  @Test
  @DisplayName("fails and returns the traffic if it cannot be routed")
  void routingFails() {
    OpenGroup open = released(host.start(), production().build(), "r1");
    DeploymentId id = Host.now(open.deploy(Host.revision("r2"), "r2"));
    host.routesToFail = 1;
    Host.now(open.continueDeployment(id, WaitKind.READY_WAIT));
    Deployment end = Host.now(open.ended(id));
    assertEquals(DeploymentStatus.FAILED, end.status());
    assertEquals("the traffic could not be routed: balancer is away", end.reason());
    assertEquals("blue 100 %, green 0 %", host.routed.get(host.routed.size() - 1));
    assertTrue(end.rolledBackBy().isPresent());
  }

  @Test
  @DisplayName("goes on after a restart where it was: installing, ready, shifting, rolling back")
  void survivesRestarts() {
    DeploymentGroup group = production().build();
    released(host.start(), group, "r1");
    host.hanging.add("r2 g-2 Install");
    DeploymentId id = Host.now(host.start().open(group).deploy(Host.revision("r2"), "r2"));
    assertEquals(1, host.hung.size());

    host.hanging.clear();
    host.ran.clear();
    OpenGroup ready = host.start().open(group);
    assertEquals("r2 g-2 Install", host.ran.get(0), "the event under way is asked for again");
    assertEquals(DeploymentStatus.READY, Host.now(ready.readyOrEnded(id)).status());

    OpenGroup again = host.start().open(group);
    assertEquals(id, Host.now(again.deploy(Host.revision("r2"), "r2")));
    assertEquals(DeploymentStatus.READY, Host.now(again.readyOrEnded(id)).status());
    Host.now(again.continueDeployment(id, WaitKind.READY_WAIT));

    OpenGroup shifting = host.start().open(group);
    CompletionStage<Deployment> end = shifting.ended(id);
    assertFalse(end.toCompletableFuture().isDone());
    assertEquals(1, host.listeners.size(), "the alarms are watched again");
    host.hanging.add("r1 g-1 ApplicationStart");
    host.alarm("errors", "");
    DeploymentId rollback = Host.now(end).rolledBackBy().orElseThrow();

    host.hanging.clear();
    OpenGroup last = host.start().open(group);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(last.ended(rollback)).status());
    assertEquals(Optional.of(rollback), Host.now(last.ended(id)).rolledBackBy());
  }

  @Test
  @DisplayName("knows no deployment that its group did not begin")
  void unknownDeployment() {
    OpenGroup open = host.start().open(production().build());
    String refused = Host.failure(open.deployment(new DeploymentId("production-9")));
    assertEquals(
        "group production knows no deployment production-9 [group.no-such-deployment]", refused);
  }
}
