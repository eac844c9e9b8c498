package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan of a group on each platform")
class PlannedPlatformsTest {
  private static final RolloutPlan CAREFUL =
      RolloutPlan.builder("careful")
          .shiftTo(10)
          .analyse(Analysis.of(Metric.named("errors").atMost(0.01)), Duration.ofMinutes(5))
          .build();

  private final Host host = new Host();

  @AfterEach
  void close() {
    host.close();
  }

  private Deployment deploy(OpenGroup group, String revision) {
    DeploymentId id = Host.now(group.deploy(Host.revision(revision), revision));
    host.time.advance(Duration.ofMinutes(30));
    return Host.now(group.ended(id));
  }

  @Test
  @DisplayName("shifts users between the hooks of a function, and back if it is bad")
  void functions() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("checkout")
                    .platform(DeploymentPlatform.LAMBDA_ALIAS)
                    .side("odd", "versions-odd")
                    .side("even", "versions-even")
                    .plan(CAREFUL)
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1").status());
    host.platforms.done.clear();
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r2").status());
    assertEquals(
        List.of(
            "invoke BeforeAllowTraffic",
            "route {odd=90 %, even=10 %}",
            "route {odd=0 %, even=100 %}",
            "invoke AfterAllowTraffic"),
        host.platforms.done);
    host.platforms.done.clear();
    host.errorRate = 0.2;
    Deployment bad = deploy(group, "r3");
    assertEquals("ANALYSIS_FAILED", bad.code());
    assertEquals(DeploymentStatus.FAILED, bad.status());
    assertEquals(
        List.of(
            "invoke BeforeAllowTraffic",
            "route {odd=10 %, even=90 %}",
            "route {odd=0 %, even=100 %}"),
        host.platforms.done);
  }

  @Test
  @DisplayName("shifts users to a task set, which is given up if it is bad")
  void services() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .platform(DeploymentPlatform.ECS_BLUE_GREEN)
                    .service("cluster/web")
                    .side("group-1", "tasks-1")
                    .side("group-2", "tasks-2")
                    .plan(CAREFUL)
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1").status());
    host.platforms.done.clear();
    host.errorRate = 0.2;
    assertEquals("ANALYSIS_FAILED", deploy(group, "r2").code());
    assertEquals(
        List.of(
            "invoke BeforeInstall",
            "provide group-2",
            "invoke AfterInstall",
            "invoke BeforeAllowTraffic",
            "route {group-1=90 %, group-2=10 %}",
            "route {group-1=100 %, group-2=0 %}",
            "terminate group-2 [tasks-2]"),
        host.platforms.done);
  }

  @Test
  @DisplayName("takes instances behind a load balancer out of it, each for its own time")
  void balanced() {
    RolloutPlan plan = RolloutPlan.ofHosts(DeploymentStrategy.oneAtATime());
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .platform(DeploymentPlatform.SERVER_BALANCED)
                    .side("hosts", "i-1", "i-2")
                    .plan(plan)
                    .build());
    Deployment deployment = deploy(group, "r1");
    assertEquals(DeploymentStatus.SUCCEEDED, deployment.status(), deployment.reason());
    assertTrue(
        host.platforms.done.toString().contains("i-1")
            && host.platforms.done.toString().contains("i-2"),
        host.platforms.done.toString());
  }

  @Test
  @DisplayName("knows the zones that instances are found in, and passes over zones without any")
  void foundZones() {
    host.instances.put(FleetInstance.of("i-1").inAutoScalingGroup("asg-1").inZone("a"));
    host.instances.put(FleetInstance.of("i-2").inAutoScalingGroup("asg-1").inZone("b"));
    RolloutPlan plan =
        RolloutPlan.builder("zones")
            .moveHosts("b", DeploymentStrategy.allAtOnce())
            .moveHosts("c", DeploymentStrategy.allAtOnce())
            .pause()
            .moveHosts("a", DeploymentStrategy.allAtOnce())
            .build();
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .side("hosts", FleetSelection.builder().autoScalingGroups("asg-1").build())
                    .plan(plan)
                    .build());
    DeploymentId id = Host.now(group.deploy(Host.revision("r1"), "r1"));
    Deployment deployment = Host.now(group.deployment(id));
    assertEquals(
        List.of("i-2"),
        deployment.targets().stream()
            .filter(target -> target.status() == TargetStatus.SUCCEEDED)
            .map(TargetProgress::instance)
            .toList());
    Host.now(Host.now(group.rollout(id)).resume("ann", "go on"));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(id)).status());
  }
}
