package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment engine takes each platform's way with the services of its host")
class PlatformsTest {
  private final Host host = new Host();

  @AfterEach
  void close() {
    host.close();
  }

  private static DeploymentGroupBuilder servers() {
    return DeploymentGroup.builder("shop")
        .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
        .side("first", "i-1", "i-2")
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .alarms("errors")
        .autoRollback(RollbackEvent.values());
  }

  private static DeploymentId deploy(OpenGroup group, String revision) {
    return Host.now(group.deploy(Host.revision(revision), revision));
  }

  private static Deployment end(OpenGroup group, DeploymentId id) {
    return Host.now(group.ended(id));
  }

  @Test
  @DisplayName("takes instances in place out of the balancer and back")
  @Covers("D-161")
  void balanced() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .platform(DeploymentPlatform.SERVER_BALANCED)
                    .side("hosts", "i-1", "i-2")
                    .build());
    assertEquals(DeploymentStatus.SUCCEEDED, end(group, deploy(group, "r1")).status());
    assertEquals(
        List.of("deregister i-1", "register i-1", "deregister i-2", "register i-2"),
        host.platforms.done);
    assertEquals("r1 i-1 BeforeBlockTraffic", host.ran.get(0));
    assertTrue(host.ran.stream().noneMatch(each -> each.endsWith(" BlockTraffic")));
  }

  @Test
  @DisplayName("gives an instance up that the balancer does not find healthy in time")
  @Covers("D-182")
  void unhealthy() {
    OpenGroup group =
        host.start()
            .open(
                DeploymentGroup.builder("shop")
                    .platform(DeploymentPlatform.SERVER_BALANCED)
                    .side("hosts", "i-1", "i-2")
                    .build());
    host.platforms.unhealthy.add("i-1");
    DeploymentId id = deploy(group, "r1");
    host.time.advance(Duration.ofHours(1).minusSeconds(1));
    assertEquals(DeploymentStatus.IN_PROGRESS, Host.now(group.deployment(id)).status());
    host.time.advance(Duration.ofSeconds(1));
    assertEquals("HEALTH_CONSTRAINTS", end(group, id).code());
  }

  @Test
  @DisplayName(
      "creates a fleet for each deployment, as large as what is healthy, and ends the last")
  @Covers({"D-321", "D-323", "D-326", "D-359"})
  void createdFleets() {
    OpenGroup group = host.start().open(servers().bake(Ways.HOUR).terminateOriginal().build());
    DeploymentId first = deploy(group, "r1");
    assertEquals(DeploymentStatus.BAKING, Host.now(group.deployment(first)).status());
    assertFalse(
        host.platforms.done.stream().anyMatch(each -> each.startsWith("terminate")),
        "blue is intact");
    assertTrue(Host.failure(group.deploy(Host.revision("r2"), "r2")).contains("[group.busy]"));
    host.time.advance(Ways.HOUR);
    assertEquals(DeploymentStatus.SUCCEEDED, end(group, first).status());
    assertEquals(
        List.of(
            "provide CodeDeploy_shop_shop-1",
            "register shop-1-0",
            "register shop-1-1",
            "deregister i-1",
            "deregister i-2",
            "terminate first [i-1, i-2]"),
        host.platforms.done);
    assertEquals(2, host.platforms.orders.get(0).count());
    assertEquals(List.of("i-1", "i-2"), host.platforms.orders.get(0).instances());

    host.platforms.done.clear();
    DeploymentId second = deploy(group, "r2");
    host.time.advance(Ways.HOUR);
    assertEquals(DeploymentStatus.SUCCEEDED, end(group, second).status());
    assertEquals(
        "terminate CodeDeploy_shop_shop-1 [shop-1-0, shop-1-1]",
        host.platforms.done.get(host.platforms.done.size() - 1));

    host.platforms.done.clear();
    DeploymentId back = deploy(group, "r1"); // the original is gone, so it is a fresh deployment
    host.time.advance(Ways.HOUR);
    end(group, deploymentOf(group, back));
  }

  private static DeploymentId deploymentOf(OpenGroup group, DeploymentId id) {
    assertEquals(DeploymentStatus.SUCCEEDED, Host.now(group.ended(id)).status());
    return id;
  }

  @Test
  @DisplayName("keeps a created fleet running, out of the balancer and out of the group")
  @Covers("D-323")
  void keptFleets() {
    OpenGroup group = host.start().open(servers().build());
    deploymentOf(group, deploy(group, "r1"));
    host.platforms.done.clear();
    deploymentOf(group, deploy(group, "r2"));
    assertEquals(
        List.of(
            "provide CodeDeploy_shop_shop-2",
            "register shop-2-0",
            "register shop-2-1",
            "deregister shop-1-0",
            "deregister shop-1-1"),
        host.platforms.done,
        "nobody gives up i-1 and i-2, and nobody asks them for anything");
  }

  @Test
  @DisplayName("uses fleets that are there, and keeps the original if it is not to be terminated")
  @Covers({"D-321", "D-323"})
  void existingFleets() {
    OpenGroup group = host.start().open(servers().side("second", "j-1").build());
    end(group, deploymentOf(group, deploy(group, "r1")));
    assertEquals(List.of("register i-1", "register i-2"), host.platforms.done, "nobody served");
    host.platforms.done.clear();
    end(group, deploymentOf(group, deploy(group, "r2")));
    assertEquals(List.of("register j-1", "deregister i-1", "deregister i-2"), host.platforms.done);
    assertEquals(Optional.of("second"), Host.now(group.status()).liveSide());
  }

  @Test
  @DisplayName("brings users back to the original on an alarm, and installs nothing again")
  @Covers("D-359")
  void reroutes() {
    OpenGroup group = host.start().open(servers().bake(Ways.HOUR).build());
    DeploymentId id = deploy(group, "r1");
    host.platforms.done.clear();
    host.ran.clear();
    host.alarm("errors", "");
    Deployment stopped = end(group, id);
    assertEquals(
        List.of("register i-1", "register i-2", "deregister shop-1-0", "deregister shop-1-1"),
        host.platforms.done);
    assertEquals(Optional.empty(), stopped.rolledBackBy());
    assertEquals(
        "the original serves everything, so nothing is installed again", stopped.rollbackMessage());
    assertTrue(host.ran.stream().noneMatch(each -> each.endsWith(" Install")));
    assertEquals(Optional.empty(), Host.now(group.status()).active());
  }

  @Test
  @DisplayName("hears from a runner that an event has started, if it says so itself")
  @Covers("D-181")
  void startsAreReported() {
    for (boolean reports : List.of(true, false)) {
      Host fresh = new Host();
      fresh.hanging.add("r1 i-1 ApplicationStop");
      fresh.runnerReportsStarts = reports;
      OpenGroup group =
          fresh
              .start()
              .open(
                  DeploymentGroup.builder("shop")
                      .side("hosts", "i-1")
                      .limits(DeploymentLimits.codeDeploy())
                      .build());
      DeploymentId id = deploy(group, "r1");
      fresh.time.advance(Duration.ofMinutes(5));
      DeploymentStatus status = Host.now(group.deployment(id)).status();
      assertEquals(
          reports ? DeploymentStatus.FAILED : DeploymentStatus.IN_PROGRESS,
          status,
          "one that reports starts and does not is not there");
      if (!reports) {
        fresh.time.advance(Duration.ofMinutes(55));
        assertEquals(
            List.of("ApplicationStop did not end within PT1H"),
            messages(Host.now(group.deployment(id))));
      } else {
        assertEquals(
            List.of("ApplicationStop did not start within PT5M"),
            messages(Host.now(group.deployment(id))));
      }
      fresh.close();
    }
  }

  private static List<String> messages(Deployment deployment) {
    return deployment.targets().stream()
        .flatMap(target -> target.events().stream())
        .flatMap(event -> Stream.of(event.message()))
        .filter(message -> !message.isEmpty())
        .toList();
  }

  @Test
  @DisplayName("goes on after a restart in the middle of each part")
  void restarts() {
    DeploymentGroup group = servers().bake(Ways.HOUR).terminateOriginal().build();
    host.hanging.add("r1 shop-1-1 BeforeAllowTraffic");
    DeploymentId id = deploy(host.start().open(group), "r1");
    host.hanging.clear();
    OpenGroup baking = host.start().open(group);
    assertEquals(DeploymentStatus.BAKING, Host.now(baking.deployment(id)).status());
    OpenGroup again = host.start().open(group);
    host.time.advance(Ways.HOUR);
    assertEquals(DeploymentStatus.SUCCEEDED, end(again, id).status());
    assertEquals(
        1, host.platforms.done.stream().filter(each -> each.startsWith("terminate")).count());
    assertEquals(
        1, host.platforms.done.stream().filter(each -> each.startsWith("provide")).count());
  }
}
