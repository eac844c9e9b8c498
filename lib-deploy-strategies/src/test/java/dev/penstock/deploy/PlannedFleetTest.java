package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.rollout.OpenRollout;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.engine.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan by which replacement instances join the load balancer")
class PlannedFleetTest {
  private static final RolloutPlan BY_ZONE =
      RolloutPlan.builder("by zone")
          .moveHosts("a", DeploymentStrategy.allAtOnce())
          .analyse(Analysis.of(Metric.named("errors").atMost(0.01)), Duration.ofMinutes(5))
          .pause()
          .moveHosts(DeploymentStrategy.allAtOnce())
          .build();

  private final Host host = new Host();

  private static DeploymentGroupBuilder sides() {
    return DeploymentGroup.builder("shop")
        .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
        .side("blue", "b-1", "b-2")
        .side("green", "g-1", "g-2")
        .zones(Map.of("b-1", "a", "b-2", "b", "g-1", "a", "g-2", "b"))
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .alarms("errors")
        .autoRollback(RollbackEvent.values())
        .plan(BY_ZONE);
  }

  private DeploymentId begin(OpenGroup group, String revision) {
    host.platforms.done.clear();
    DeploymentId id = Host.now(group.deploy(Host.revision(revision), revision));
    host.time.advance(Duration.ofMinutes(5));
    return id;
  }

  private Deployment deploy(OpenGroup group, String revision) {
    DeploymentId id = begin(group, revision);
    promote(group, id);
    return Host.now(group.ended(id));
  }

  private static void promote(OpenGroup group, DeploymentId id) {
    OpenRollout rollout = Host.now(group.rollout(id));
    Host.now(rollout.promote("ann", "the dashboards are calm"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("is followed once the revision is on all, and before the original ones leave")
  void inOrder() {
    OpenGroup group =
        host.start().open(sides().bake(Ways.HOUR).readyWait(Duration.ofHours(8)).build());
    DeploymentId first = Host.now(group.deploy(Host.revision("r1"), "r1"));
    assertEquals(List.of(), host.platforms.done, "installed, and waiting for somebody");
    assertEquals(8 + 6, host.ran.size());
    assertEquals(DeploymentStatus.READY, Host.now(group.readyOrEnded(first)).status());
    assertTrue(Host.failure(group.rollout(first)).contains("has not come to it"));
    Host.now(group.continueDeployment(first, WaitKind.READY_WAIT));
    assertEquals(List.of("register b-1"), host.platforms.done);
    host.time.advance(Duration.ofMinutes(5));
    promote(group, first);
    assertEquals(List.of("register b-1", "register b-2"), host.platforms.done);
    host.time.advance(Ways.HOUR);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());

    DeploymentId second = begin(group, "r2");
    Host.now(group.continueDeployment(second, WaitKind.READY_WAIT));
    host.ran.clear();
    host.time.advance(Duration.ofMinutes(5));
    assertEquals(List.of("register g-1"), host.platforms.done);
    promote(group, second);
    assertEquals(
        List.of("register g-1", "register g-2", "deregister b-1", "deregister b-2"),
        host.platforms.done);
    assertEquals(
        List.of(
            "r2 g-2 BeforeAllowTraffic",
            "r2 g-2 AfterAllowTraffic",
            "r2 b-1 BeforeBlockTraffic",
            "r2 b-1 AfterBlockTraffic"),
        host.ran.stream().filter(each -> !each.contains("b-2")).toList());
    assertEquals(DeploymentStatus.BAKING, Host.now(group.deployment(second)).status());
    host.time.advance(Ways.HOUR);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(second)).status());
    assertEquals(Optional.of("green"), Host.now(group.status()).liveSide());
  }

  @Test
  @DisplayName("is given up on a bad analysis, a stop or an alarm, and the replacements leave")
  void goesBack() {
    OpenGroup group = host.start().open(sides().build());
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1").status());
    host.errorRate = 0.2;
    DeploymentId bad = begin(group, "r2");
    Deployment failed = Host.now(group.ended(bad));
    assertEquals("ANALYSIS_FAILED", failed.code());
    assertEquals(DeploymentStatus.FAILED, failed.status());
    assertEquals(List.of("register g-1", "deregister g-1"), host.platforms.done);
    assertEquals(Optional.empty(), failed.rolledBackBy());
    assertEquals(
        "the original serves everything, so nothing is installed again", failed.rollbackMessage());

    host.errorRate = 0;
    DeploymentId unwanted = begin(group, "r3");
    Host.now(group.stop(unwanted, "not today", RollbackChoice.AS_THE_GROUP_SAYS));
    assertEquals(DeploymentStatus.STOPPED, Host.now(group.ended(unwanted)).status());
    assertEquals(List.of("register g-1", "deregister g-1"), host.platforms.done);

    DeploymentId alarming = begin(group, "r4");
    host.alarm("errors", "7 %");
    assertEquals("ALARM_ACTIVE", Host.now(group.ended(alarming)).code());
    assertEquals(List.of("register g-1", "deregister g-1"), host.platforms.done);

    DeploymentId ordered = begin(group, "r5");
    Host.now(Host.now(group.rollout(ordered)).rollBack("ann", "no"));
    assertEquals("MANUAL_STOP", Host.now(group.ended(ordered)).code());
    assertEquals(List.of("register g-1", "deregister g-1"), host.platforms.done);
    assertEquals(Optional.of("blue"), Host.now(group.status()).liveSide());
  }

  @Test
  @DisplayName("is behind when the original instances have left: they serve again first")
  void servesAgain() {
    OpenGroup group = host.start().open(sides().bake(Ways.HOUR).build());
    DeploymentId first = begin(group, "r1");
    promote(group, first);
    host.time.advance(Ways.HOUR);
    DeploymentId second = begin(group, "r2");
    promote(group, second);
    host.platforms.done.clear();
    host.alarm("errors", "7 %");
    assertEquals("ALARM_ACTIVE", Host.now(group.ended(second)).code());
    assertEquals(
        List.of("register b-1", "register b-2", "deregister g-1", "deregister g-2"),
        host.platforms.done);
  }

  @Test
  @DisplayName("ends the deployment if fewer serve than the strategy of the fleet asks for")
  void tooFew() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
                    .side("blue", "b-1", "b-2", "b-3")
                    .side("green", "g-1", "g-2", "g-3")
                    .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(2))
                    .healthTimeout(Duration.ofMinutes(1))
                    .plan(RolloutPlan.ofHosts(DeploymentStrategy.allAtOnce()))
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(begin(group, "r1"))).status());
    host.failing.add("r2 g-3 Install");
    host.platforms.unhealthy.add("g-2");
    Deployment few = Host.now(group.ended(begin(group, "r2")));
    assertEquals("HEALTH_CONSTRAINTS", few.code());
    assertEquals(
        "1 of 3 replacement instances serve and 0 more may; at least 2 must", few.reason());
    assertTrue(host.platforms.done.contains("deregister g-1"));
    assertTrue(host.platforms.done.stream().noneMatch(each -> each.startsWith("deregister b-")));
    assertTrue(host.platforms.done.stream().noneMatch(each -> each.contains("register g-3")));
  }

  @Test
  @DisplayName("knows a fleet that was created for it, and goes on after a restart")
  void created() {
    host.retention = RetentionPolicy.compactingAt(2);
    RolloutPlan plan =
        RolloutPlan.builder("two halves")
            .moveHosts(DeploymentStrategy.halfAtATime())
            .pause()
            .build();
    DeploymentGroup definition =
        DeploymentGroup.builder("shop")
            .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
            .side("first", "i-1", "i-2")
            .fleetStrategy(DeploymentStrategy.allAtOnce())
            .terminateOriginal()
            .plan(plan)
            .build();
    OpenGroup group = host.start().open(definition);
    DeploymentId first = begin(group, "r1");
    assertEquals(
        List.of("provide CodeDeploy_shop_shop-1", "register shop-1-0", "register shop-1-1"),
        host.platforms.done);
    group = host.start().open(definition);
    promote(group, first);
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(first)).status());
    assertEquals(
        List.of("deregister i-1", "deregister i-2", "terminate first [i-1, i-2]"),
        host.platforms.done.subList(3, 6));

    DeploymentId second = begin(group, "r2");
    group = host.start().open(definition);
    Host.now(group.stop(second, "no", RollbackChoice.LEAVE));
    assertEquals(DeploymentStatus.STOPPED, Host.now(group.ended(second)).status());
    assertEquals(
        List.of("deregister shop-2-0", "deregister shop-2-1"), host.platforms.done.subList(3, 5));
    assertEquals("r1", Host.now(group.status()).lastKnownGood().orElseThrow().id());
  }
}
