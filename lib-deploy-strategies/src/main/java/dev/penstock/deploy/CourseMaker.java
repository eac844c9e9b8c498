package dev.penstock.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settles which way a deployment takes: the part of its plan that the platform gives. */
final class CourseMaker {
  private final DeploymentGroup group;
  private final GroupState state;

  CourseMaker(DeploymentGroup group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  /** The plan with its way, and with the targets in the order of their zones. */
  DeploymentPlan complete(DeploymentPlan plan) {
    return switch (group.platform()) {
      case SERVER_IN_PLACE, SERVER_BALANCED ->
          plan.creator() == DeploymentCreator.ROLLBACK || group.style().zonal == null
              ? plan.by(course(plan, List.of(), false, List.of()))
              : zonal(plan);
      case SERVER_SIDES, LAMBDA_ALIAS -> plan.by(course(plan, List.of(), false, List.of()));
      case ECS_BLUE_GREEN -> plan.by(course(plan, liveTargets(), false, List.of()));
      case SERVER_BLUE_GREEN ->
          group.sides().size() > 1
              ? plan.by(course(plan, liveTargets(), false, List.of()))
              : created(plan);
    };
  }

  private Course course(
      DeploymentPlan plan,
      List<DeploymentPlan.Target> originals,
      boolean providesFleet,
      List<Course.Zone> zones) {
    GroupStyle style = group.style();
    DeploymentPlatform platform = group.platform();
    return new Course(
        platform,
        originals,
        providesFleet,
        style.terminatesOriginal || platform == DeploymentPlatform.ECS_BLUE_GREEN,
        style.hasTestTraffic,
        false,
        zones,
        style.healthTimeout(),
        style.limits().duration(DeploymentLimit.START_SECONDS),
        style.limits().longest(platform, plan.bake()));
  }

  private List<DeploymentPlan.Target> liveTargets() {
    return state.liveSide == null
        ? List.of()
        : targets(group.sides().getOrDefault(state.liveSide, List.of()));
  }

  private List<DeploymentPlan.Target> targets(List<String> instances) {
    List<DeploymentPlan.Target> targets = new ArrayList<>(instances.size());
    for (String instance : instances) {
      GroupState.Installed installed = state.instances.get(instance);
      targets.add(new DeploymentPlan.Target(instance, installed == null || installed.isHealthy()));
    }
    return targets;
  }

  /** A fleet that is created takes the place of the last that was, or of the group's own. */
  private DeploymentPlan created(DeploymentPlan plan) {
    String first = group.sides().keySet().iterator().next();
    String live = state.liveSide == null ? first : state.liveSide;
    String fresh = Fleets.name(group.name(), plan.id());
    DeploymentPlan waiting = plan.waiting(Optional.of(live), group.readyWait(), group.bake());
    return waiting.by(
        course(waiting, targets(instancesOf(live)), true, List.of()),
        fresh,
        List.of(live, fresh),
        List.of());
  }

  private List<String> instancesOf(String fleet) {
    List<String> last = group.sides().getOrDefault(fleet, List.of());
    for (GroupState.Past past : state.history.values()) {
      DeploymentOutcome outcome = past.outcome;
      if (outcome != null && outcome.isSuccess() && past.plan.side().equals(fleet)) {
        last =
            outcome.results().stream()
                .filter(result -> result.status() == TargetStatus.SUCCEEDED)
                .map(DeploymentOutcome.Result::instance)
                .toList();
      }
    }
    return last;
  }

  /** The order within a zone stays as it was (D-251). */
  private DeploymentPlan zonal(DeploymentPlan plan) {
    GroupStyle style = group.style();
    Map<String, List<DeploymentPlan.Target>> byZone = new HashMap<>();
    for (DeploymentPlan.Target target : plan.targets()) {
      byZone
          .computeIfAbsent(style.zones.get(target.instance()), zone -> new ArrayList<>())
          .add(target);
    }
    List<DeploymentPlan.Target> turns = new ArrayList<>(plan.targets().size());
    List<Course.Zone> zones = new ArrayList<>();
    for (String zone : style.zonesInOrder()) {
      List<DeploymentPlan.Target> members = byZone.getOrDefault(zone, List.of());
      if (!members.isEmpty()) {
        turns.addAll(members);
        zones.add(zone(zone, members.size(), zones.isEmpty()));
      }
    }
    return plan.by(course(plan, List.of(), false, zones), plan.side(), plan.sides(), turns);
  }

  private Course.Zone zone(String name, int size, boolean isFirst) {
    var zonal = java.util.Objects.requireNonNull(group.style().zonal, "zonal");
    Duration monitor = isFirst ? zonal.firstZoneMonitorDuration() : zonal.monitorDuration();
    return new Course.Zone(name, size, zonal.minimumHealthyPerZone().minimumHealthy(size), monitor);
  }
}
