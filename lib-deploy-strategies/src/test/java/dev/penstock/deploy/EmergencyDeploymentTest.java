package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.rollout.OrderedBy;
import dev.penstock.deploy.rollout.RolloutView;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An emergency deployment")
class EmergencyDeploymentTest {
  private static final DeploymentOptions EMERGENCY =
      DeploymentOptions.NONE.asEmergency("ann", "stops the data loss");

  private final Host host = new Host();

  @AfterEach
  void close() {
    host.close();
  }

  private static DeploymentGroupBuilder sides() {
    return DeploymentGroup.builder("shop").side("blue", "b-1").side("green", "g-1").alarms("5xx");
  }

  private Deployment deploy(OpenGroup group, String revision, DeploymentOptions options) {
    DeploymentId id = Host.now(group.deploy(Host.revision(revision), revision, options));
    host.time.advance(Duration.ofHours(1));
    return Host.now(group.ended(id));
  }

  private static GroupStatus.Entry entry(OpenGroup group, Deployment deployment) {
    return Host.now(group.status()).entry(deployment.id()).orElseThrow();
  }

  @Test
  @DisplayName(
      "goes past alarms that fire, by the same strategy, and the history tells who and why")
  void pastAlarms() {
    DeploymentGroup definition =
        sides()
            .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)))
            .build();
    OpenGroup group = host.start().open(definition);
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1", DeploymentOptions.NONE).status());
    host.firing.add("5xx");
    assertEquals("ALARM_ACTIVE", deploy(group, "r2", DeploymentOptions.NONE).code());
    host.routed.clear();
    Deployment fix = deploy(group, "r3", EMERGENCY);
    assertEquals(DeploymentStatus.SUCCEEDED, fix.status());
    assertEquals(List.of("blue 90 %, green 10 %", "blue 0 %, green 100 %"), host.routed);
    assertEquals(
        Optional.of(new OrderedBy("ann", "stops the data loss")),
        entry(group, fix).options().emergency());
    assertEquals("ALARM_ACTIVE", deploy(group, "r4", DeploymentOptions.NONE).code(), "as before");

    group = host.start().open(definition);
    assertEquals(
        "ann: stops the data loss",
        String.valueOf(entry(group, fix).options().emergency().orElseThrow()));
    assertThrows(
        IllegalArgumentException.class, () -> DeploymentOptions.NONE.asEmergency(" ", "no name"));
  }

  @Test
  @DisplayName("goes past the steps of a plan, and its rollout tells so")
  void pastSteps() {
    RolloutPlan plan =
        RolloutPlan.builder("careful")
            .shiftTo(10)
            .analyse(Analysis.of(Metric.named("errors").atMost(0.01)), Duration.ofMinutes(5))
            .pause()
            .shiftTo(100)
            .alarms("5xx")
            .build();
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .side("blue", "b-1")
                    .side("green", "g-1")
                    .plan(plan)
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, deploy(group, "r1", DeploymentOptions.NONE).status());
    host.errorRate = 0.5;
    host.firing.add("5xx");
    assertEquals(DeploymentStatus.STOPPED, deploy(group, "r2", DeploymentOptions.NONE).status());
    host.routed.clear();
    DeploymentId id = Host.now(group.deploy(Host.revision("r3"), "r3", EMERGENCY));
    assertEquals(List.of("blue 0 %, green 100 %"), host.routed);
    Deployment fix = Host.now(group.ended(id));
    assertEquals(DeploymentStatus.SUCCEEDED, fix.status(), fix.reason());
    RolloutView rollout = Host.now(Host.now(group.rollout(id)).status()).past().get(0);
    String history = rollout.history().toString();
    assertTrue(history.contains("an emergency, by ann: stops the data loss"), history);

    host.failing.add("r4 b-1 Install");
    Deployment failed = deploy(group, "r4", EMERGENCY);
    assertEquals(DeploymentStatus.FAILED, failed.status(), "lifecycle events count");
    host.failing.clear();
    DeploymentId retry = Host.now(group.retry(failed.id(), "r4 again"));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(retry)).status());
    assertEquals(
        EMERGENCY, entry(group, Host.now(group.ended(retry))).options(), "retried as what it was");
  }

  @Test
  @DisplayName("moves hosts in the waves of the plan all the same")
  void inWaves() {
    RolloutPlan plan =
        RolloutPlan.ofHosts(DeploymentStrategy.oneAtATime()).toBuilder("judged")
            .analyse(Analysis.of(Metric.named("errors").atMost(0.01)), Duration.ofMinutes(5))
            .pause()
            .build();
    OpenGroup group =
        host.start()
            .open(DeploymentGroup.builder("shop").side("hosts", "i-1", "i-2").plan(plan).build());
    host.errorRate = 0.5;
    host.hanging.add("r1 i-1 Install");
    DeploymentId id = Host.now(group.deploy(Host.revision("r1"), "r1", EMERGENCY));
    assertTrue(host.ran.stream().noneMatch(each -> each.contains("i-2")), host.ran.toString());
    host.hung.get("r1 i-1 Install").complete(LifecycleResult.succeeded(""));
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(id)).status());
  }
}
