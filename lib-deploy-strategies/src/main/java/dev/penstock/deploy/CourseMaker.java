package dev.penstock.deploy;

import dev.penstock.deploy.rollout.OrderedBy;
import dev.penstock.deploy.strategy.RolloutPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settles which way a deployment takes: the part of its plan that the platform gives. */
final class CourseMaker {
  private final DeploymentGroup group;
  private final GroupState state;

  CourseMaker(DeploymentGroup group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  /** The plan with its way, and with the targets in the order of their zones. */
  DeploymentPlan complete(
      DeploymentPlan plan, Map<String, String> foundZones, Optional<OrderedBy> emergency) {
    RolloutPlan rollout = group.plan().orElse(null);
    DeploymentPlan complete = byStrategies(plan, foundZones);
    return rollout == null || plan.creator().isAutomatic()
        ? complete
        : complete.by(
            complete.way().by(planned(complete, rollout, foundZones).asEmergency(emergency)));
  }

  /** Where nobody is live, users are brought over without sharing; hosts go step by step. */
  private PlannedRollout planned(
      DeploymentPlan plan, RolloutPlan rollout, Map<String, String> foundZones) {
    Optional<String> present = Optional.ofNullable(state.lastKnownGood).map(RecordedRevision::id);
    if (!rollout.movesHosts()) {
      return PlannedRollout.of(
          rollout, plan.liveSide().map(side -> present.orElse(side)), Map.of());
    }
    Map<String, String> zones = new HashMap<>();
    for (DeploymentPlan.Target target : plan.targets()) {
      String zone = zone(target.instance(), foundZones);
      if (!zone.isEmpty()) {
        zones.put(target.instance(), zone);
      }
    }
    return PlannedRollout.of(rollout, present, zones);
  }

  private String zone(String instance, Map<String, String> foundZones) {
    String known = group.style().zones.getOrDefault(instance, ""); // "": in none, the first
    return foundZones.getOrDefault(instance, known);
  }

  private DeploymentPlan byStrategies(DeploymentPlan plan, Map<String, String> foundZones) {
    if (plan.creator().isOfOneInstance() || plan.creator() == DeploymentCreator.AUTO_UPDATE) {
      return plan.by(ofFew(plan.creator()));
    }
    return switch (group.platform()) {
      case SERVER_IN_PLACE, SERVER_BALANCED ->
          plan.creator() == DeploymentCreator.ROLLBACK || group.style().zonal == null
              ? plan.by(course(plan, List.of(), false, List.of()))
              : zonal(plan, foundZones);
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
        false,
        zones,
        style.healthTimeout(),
        style.limits().duration(DeploymentLimit.START_SECONDS),
        style.limits().longest(platform, plan.bake()),
        Optional.empty());
  }

  /** Instances that join, go or were left behind are deployed to in place on any platform. */
  private Course ofFew(DeploymentCreator creator) {
    GroupStyle style = group.style();
    DeploymentPlatform platform = group.platform();
    boolean isBalanced =
        platform == DeploymentPlatform.SERVER_BALANCED
            || platform == DeploymentPlatform.SERVER_BLUE_GREEN;
    return new Course(
        isBalanced ? DeploymentPlatform.SERVER_BALANCED : DeploymentPlatform.SERVER_IN_PLACE,
        List.of(),
        false,
        false,
        false,
        creator == DeploymentCreator.AUTO_SCALING_TERMINATION,
        creator == DeploymentCreator.AUTO_SCALING,
        List.of(),
        style.healthTimeout(),
        style.limits().duration(DeploymentLimit.START_SECONDS),
        Optional.empty(),
        Optional.empty());
  }

  private List<DeploymentPlan.Target> liveTargets() {
    String live = state.liveSide;
    if (live == null) {
      return List.of();
    }
    return targets(
        group.selections().containsKey(live)
            ? instancesOf(live, List.of())
            : group.sides().getOrDefault(live, List.of()));
  }

  private List<DeploymentPlan.Target> targets(List<String> instances) {
    List<DeploymentPlan.Target> targets = new ArrayList<>(instances.size());
    for (String instance : instances) {
      GroupState.@Nullable Installed installed = state.instances.get(instance);
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
        course(waiting, targets(instancesOf(live, members(plan, live))), true, List.of()),
        fresh,
        List.of(live, fresh),
        List.of());
  }

  private List<String> members(DeploymentPlan plan, String fleet) {
    return group.selections().containsKey(fleet)
        ? plan.targets().stream().map(DeploymentPlan.Target::instance).toList()
        : group.sides().getOrDefault(fleet, List.of());
  }

  /** What the last success of a fleet left on it, but for those that were ended since. */
  private List<String> instancesOf(String fleet, List<String> atFirst) {
    return state.fleets.getOrDefault(fleet, atFirst).stream()
        .filter(instance -> !state.gone.containsKey(instance))
        .toList();
  }

  /** The order within a zone stays as it was (D-251). */
  private DeploymentPlan zonal(DeploymentPlan plan, Map<String, String> foundZones) {
    GroupStyle style = group.style();
    Map<String, List<DeploymentPlan.Target>> byZone = new TreeMap<>();
    for (DeploymentPlan.Target target : plan.targets()) {
      String zone = zone(target.instance(), foundZones);
      byZone.computeIfAbsent(zone, name -> new ArrayList<>()).add(target);
    }
    Set<String> order = new LinkedHashSet<>(style.zonesInOrder());
    order.addAll(byZone.keySet()); // those that nobody ordered, by name
    List<DeploymentPlan.Target> turns = new ArrayList<>(plan.targets().size());
    List<Course.Zone> zones = new ArrayList<>();
    for (String zone : order) {
      List<DeploymentPlan.Target> members = byZone.getOrDefault(zone, List.of());
      if (!members.isEmpty()) {
        turns.addAll(members);
        zones.add(zone(zone, members.size(), zones.isEmpty()));
      }
    }
    return plan.by(course(plan, List.of(), false, zones), plan.side(), plan.sides(), turns);
  }

  private Course.Zone zone(String name, int size, boolean isFirst) {
    var zonal = Objects.requireNonNull(group.style().zonal, "zonal");
    Duration monitor = isFirst ? zonal.firstZoneMonitorDuration() : zonal.monitorDuration();
    return new Course.Zone(name, size, zonal.minimumHealthyPerZone().minimumHealthy(size), monitor);
  }
}
