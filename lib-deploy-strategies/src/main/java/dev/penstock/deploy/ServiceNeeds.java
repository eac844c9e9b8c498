package dev.penstock.deploy;

import dev.penstock.deploy.strategy.RolloutPlan;
import org.jspecify.annotations.Nullable;

/** Which of the host's services a group cannot do without. */
final class ServiceNeeds {
  private ServiceNeeds() {}

  static void check(
      DeploymentGroup group,
      DeploymentServices services,
      GroupServices groupServices,
      boolean hasTriggers) {
    DeploymentPlatform platform = group.platform();
    boolean isServer = platform.targetType() == TargetType.INSTANCE;
    boolean isBlueGreen = platform == DeploymentPlatform.SERVER_BLUE_GREEN;
    boolean isEcs = platform == DeploymentPlatform.ECS_BLUE_GREEN;
    if (platform == DeploymentPlatform.SERVER_SIDES || !isServer) {
      require(group, services.router(), "two sides need a traffic router");
    }
    if (group.alarmSettings().isEnabled()) {
      require(
          group,
          groupServices.hasAlarms() ? group : null,
          "the alarms " + group.alarms() + " need an alarm source");
    }
    if (isBlueGreen || platform == DeploymentPlatform.SERVER_BALANCED) {
      require(group, services.balancer(), platform + " needs a load balancer");
    }
    if (isEcs || (isBlueGreen && (group.sides().size() == 1 || group.style().terminatesOriginal))) {
      require(group, services.fleets(), platform + " needs a fleet provider");
    }
    if (group.plan().isPresent()) {
      plan(group, group.plan().get(), services, groupServices);
    }
    if (!group.selections().isEmpty()) {
      String need = "instances that are selected need an instance source";
      require(group, groupServices.instances(), need);
    }
    if (!group.triggers().isEmpty()) {
      require(group, hasTriggers ? group : null, "triggers need somebody who hands them out");
    }
    if (!isServer) {
      require(group, services.hooks(), platform + " needs hook functions");
    }
  }

  private static void plan(
      DeploymentGroup group,
      RolloutPlan plan,
      DeploymentServices services,
      GroupServices groupServices) {
    String name = "plan " + plan.name();
    if (plan.judges()) {
      require(group, services.metrics(), name + " has analyses and needs a metric provider");
    }
    if (plan.callsHooks()) {
      require(group, services.planHooks(), name + " calls hooks and needs a hook runner");
    }
    if (!plan.alarms().isEmpty()) {
      String need = "the alarms " + plan.alarms() + " of " + name + " need an alarm source";
      require(group, groupServices.hasAlarms() ? group : null, need);
    }
  }

  private static void require(DeploymentGroup group, @Nullable Object service, String need) {
    if (service == null) {
      throw new IllegalArgumentException(
          group.name() + ": " + need + "; give the engine's builder one");
    }
  }
}
