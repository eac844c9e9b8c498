package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The instances that a deployment replaces")
class FleetMembersTest {
  private final Host host = new Host();

  private static DeploymentGroupBuilder blueGreen() {
    return DeploymentGroup.builder("web")
        .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .terminateOriginal();
  }

  private static FleetSelection scaled(String group) {
    return FleetSelection.builder().autoScalingGroups(group).build();
  }

  private FleetInstance put(String id, String group) {
    FleetInstance instance = FleetInstance.of(id).inAutoScalingGroup(group);
    host.instances.put(instance);
    return instance;
  }

  private void deploy(OpenGroup group, String revision) {
    Deployment end =
        Host.now(group.deploy(Host.revision(revision), revision).thenCompose(group::ended));
    assertEquals(DeploymentStatus.SUCCEEDED, end.status(), end.reason());
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("are those of the last success, but for those that were ended since")
  @Covers("D-173")
  void shrinks() {
    DeploymentGroup definition =
        blueGreen().side("blue", scaled("asg-b")).side("green", scaled("asg-g")).build();
    OpenGroup group = host.start().open(definition);
    put("b-1", "asg-b");
    put("b-2", "asg-b");
    put("g-1", "asg-g");
    deploy(group, "r1");
    Host.now(group.ending("b-1"));
    host.platforms.done.clear();
    OpenGroup again = host.start().open(definition);
    deploy(again, "r2");
    assertFalse(host.platforms.done.contains("deregister b-1"), "it is gone");
    assertEquals(
        List.of("register g-1", "deregister b-2", "terminate blue [b-2]"), host.platforms.done);
  }

  @Test
  @DisplayName("are copied to as many as are left of them")
  @Covers("D-321")
  void copiesWhatIsLeft() {
    OpenGroup group = host.start().open(blueGreen().side("hosts", "i-1", "i-2").build());
    deploy(group, "r1");
    Host.now(group.ending("web-1-0"));
    host.platforms.orders.clear();
    deploy(group, "r2");
    FleetOrder order = host.platforms.orders.get(0);
    assertEquals(List.of("web-1-1"), order.instances());
    assertEquals(1, order.count());
  }

  @Test
  @DisplayName("are none at first, so that nobody is said to serve after a failure")
  @Covers("D-357")
  void noneAtFirst() {
    OpenGroup group =
        host.start()
            .open(
                blueGreen()
                    .side("blue", "b-1")
                    .side("green", "g-1")
                    .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
                    .build());
    host.failing.add("r1 b-1 Install");
    Deployment failed = Host.now(group.deploy(Host.revision("r1"), "r1").thenCompose(group::ended));
    assertEquals(
        "no revision is known to be good: no deployment has succeeded yet",
        failed.rollbackMessage());
  }

  @Test
  @DisplayName("are not launched once more while they are ended, however many were meanwhile")
  void isBusyHoweverLong() {
    host.isHolding = true;
    OpenGroup group =
        host.start().open(DeploymentGroup.builder("web").side("hosts", scaled("asg")).build());
    FleetInstance slow = put("i-0", "asg");
    deploy(group, "r1");
    host.hanging.add("r1 i-0 ApplicationStop");
    Host.now(group.ending("i-0"));
    for (int i = 0; i < GroupState.REMEMBERED; i++) {
      Host.now(group.ending("x-" + i));
    }
    assertEquals(
        "instance i-0 is being launched or ended; tell again after that [group.instance-busy]",
        Host.failure(group.launched(slow)));
  }
}
