package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Settles what a deployment goes by: which side, which instances in which order, which options. */
final class PlanMaker {

  /** How the instances that are deployed to beside the group's deployment take turns. */
  static final DeploymentStrategy ALONE = DeploymentStrategy.allAtOnce();

  /** How missed instances take turns if the group's strategy cannot move so few. */
  static final DeploymentStrategy FEW = DeploymentStrategy.oneAtATime();

  private final DeploymentGroup group;
  private final GroupState state;

  PlanMaker(DeploymentGroup group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  String nextId() {
    return group.qualifiedName() + "-" + (state.count + 1);
  }

  /** The plan of a deployment that can begin at once: its instances are known, and right. */
  Optional<DeploymentPlan> atOnce(QueuedDeployment order) {
    String side = targetSide();
    if (group.selections().containsKey(side)) {
      return Optional.empty();
    }
    List<String> instances = members(side);
    List<String> wanted = wanted(instances, order.revision(), order.options());
    return refusal(instances, wanted).isPresent()
        ? Optional.empty()
        : Optional.of(
            requested(order.id(), order.revision(), order.options(), side, wanted, Map.of()));
  }

  /** What happens to a deployment whose turn it is. */
  GroupEvent inTurn(GroupState.Past past, Instant at) {
    String side = targetSide();
    return group.selections().containsKey(side)
        ? new GroupEvent.InstancesSought(past.id, side, at)
        : fromQueue(past, side, members(side), Map.of(), at);
  }

  /** What happens to it once its instances are known. */
  GroupEvent fromQueue(
      GroupState.Past past,
      String side,
      List<String> instances,
      Map<String, String> zones,
      Instant at) {
    List<String> wanted = wanted(instances, past.revision, past.options);
    Optional<DeploymentOutcome> refusal = refusal(instances, wanted);
    return refusal.isPresent()
        ? new GroupEvent.QueuedDeploymentEnded(past.id, refusal.get(), at)
        : new GroupEvent.QueuedDeploymentBegan(
            past.id, requested(past.id, past.revision, past.options, side, wanted, zones), at);
  }

  /** Those of a side that are to be deployed to: none that is launched or ended just now. */
  private List<String> wanted(
      List<String> instances, RecordedRevision revision, DeploymentOptions options) {
    List<String> wanted = new ArrayList<>(instances.size());
    for (String instance : instances) {
      GroupState.Installed installed = state.installed(instance);
      boolean isCurrent =
          installed.isHealthy()
              && installed.revision() != null
              && installed.revision().id().equals(revision.id());
      if (!state.beside.containsKey(instance) && !(options.updatesOutdatedOnly() && isCurrent)) {
        wanted.add(instance);
      }
    }
    return wanted;
  }

  /** Why so many instances cannot be deployed to (D-353). */
  private Optional<DeploymentOutcome> refusal(List<String> instances, List<String> wanted) {
    long most = GroupRules.most(group.limits(), DeploymentLimit.INSTANCES);
    if (wanted.size() > most) {
      return Optional.of(
          DeploymentOutcome.unbegun(
              EndCause.FAILURE,
              "OVER_MAX_INSTANCES",
              "there are " + wanted.size() + " instances; allowed: at most " + most));
    }
    if (!wanted.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        DeploymentOutcome.unbegun(
            EndCause.FAILURE,
            "NO_INSTANCES",
            instances.isEmpty()
                ? "no instance matches what the group selects"
                : "none of "
                    + instances.size()
                    + " instances needs the revision, or they are launched or ended just now"));
  }

  private DeploymentPlan requested(
      String id,
      RecordedRevision revision,
      DeploymentOptions options,
      String side,
      List<String> instances,
      Map<String, String> zones) {
    return plan(
        id,
        revision,
        options.creator(),
        Optional.empty(),
        side,
        targets(instances),
        options,
        zones);
  }

  /**
   * A rollback moves no traffic, because the live side never stopped serving what is brought back,
   * and watches no alarm, because the one that led to it may still fire (D-355, D-357).
   */
  DeploymentPlan rollback(GroupState.Past of) {
    RecordedRevision good = Objects.requireNonNull(state.lastKnownGood, "nothing to go back to");
    String side = targetSide();
    List<String> instances = members(side);
    if (group.selections().containsKey(side)) {
      instances =
          Objects.requireNonNull(of.plan, "it was under way").targets().stream()
              .map(DeploymentPlan.Target::instance)
              .filter(instance -> !state.beside.containsKey(instance))
              .toList();
    }
    return plan(
        nextId(),
        good,
        DeploymentCreator.ROLLBACK,
        Optional.of(of.id),
        side,
        targets(instances),
        DeploymentOptions.NONE,
        Map.of());
  }

  /** Brings instances that joined during a deployment up to date (D-361). */
  DeploymentPlan update(List<String> instances, RecordedRevision good) {
    String side = state.liveSide == null ? targetSide() : state.liveSide;
    return plan(
        nextId(),
        good,
        DeploymentCreator.AUTO_UPDATE,
        Optional.empty(),
        side,
        targets(instances),
        DeploymentOptions.NONE,
        Map.of());
  }

  /** Brings the last known good revision to an instance that was launched (D-362). */
  Optional<DeploymentPlan> launch(String instance, String side) {
    return Optional.ofNullable(state.lastKnownGood)
        .map(
            good ->
                plan(
                    nextId(),
                    good,
                    DeploymentCreator.AUTO_SCALING,
                    Optional.empty(),
                    side,
                    List.of(new DeploymentPlan.Target(instance, false)),
                    DeploymentOptions.NONE,
                    Map.of()));
  }

  /** Prepares an instance that is going to be ended, if anything is installed on it (D-173). */
  Optional<DeploymentPlan> ending(String instance) {
    return Optional.ofNullable(
            state.installed(instance).lastSuccessful(group.lastSuccessfulRevision()))
        .map(
            installed ->
                plan(
                    nextId(),
                    installed,
                    DeploymentCreator.AUTO_SCALING_TERMINATION,
                    Optional.empty(),
                    state.liveSide == null ? targetSide() : state.liveSide,
                    List.of(
                        new DeploymentPlan.Target(instance, state.installed(instance).isHealthy())),
                    DeploymentOptions.NONE,
                    Map.of()));
  }

  private DeploymentPlan plan(
      String id,
      RecordedRevision revision,
      DeploymentCreator creator,
      Optional<String> rollbackOf,
      String side,
      List<DeploymentPlan.Target> targets,
      DeploymentOptions options,
      Map<String, String> zones) {
    boolean shiftsTraffic = !creator.isAutomatic() && group.sides().size() > 1;
    boolean watches =
        options.emergency().isEmpty()
            && (!creator.isAutomatic() || creator == DeploymentCreator.AUTO_UPDATE);
    AlarmSettings alarms = options.alarms().orElse(group.alarmSettings());
    DeploymentPlan plan =
        new DeploymentPlan(
            id,
            group.application(),
            group.name(),
            creator,
            rollbackOf,
            revision,
            side,
            Optional.ofNullable(state.liveSide),
            List.copyOf(group.sides().keySet()),
            targets,
            fleetStrategy(creator, targets.size()).name(),
            shiftsTraffic
                ? group.trafficStrategy().map(strategy -> strategy.name())
                : Optional.empty(),
            shiftsTraffic ? group.readyWait() : Optional.empty(),
            shiftsTraffic ? group.bake() : Optional.empty(),
            watches ? alarms.watched() : List.of(),
            alarms.ignoresUnreadable(),
            options.ignoresApplicationStopFailures().orElse(group.ignoresApplicationStopFailures()),
            group.eventTimeout());
    return new CourseMaker(group, state).complete(plan, zones, options.emergency());
  }

  private DeploymentStrategy fleetStrategy(DeploymentCreator creator, int targets) {
    DeploymentStrategy own = group.fleetStrategy();
    if (creator.isOfOneInstance()) {
      return ALONE;
    }
    return creator == DeploymentCreator.AUTO_UPDATE && own.minimumHealthy(targets) >= targets
        ? FEW
        : own;
  }

  private List<String> members(String side) {
    return Objects.requireNonNull(group.sides().get(side), side);
  }

  /** The only side, or the first that does not serve. */
  private String targetSide() {
    String found = null;
    for (Map.Entry<String, List<String>> side : group.sides().entrySet()) {
      if (found == null || found.equals(state.liveSide)) {
        found = side.getKey();
      }
    }
    return Objects.requireNonNull(found, "a group has a side");
  }

  /** Unhealthy first, then an unknown revision, an old one, the current one (D-251, D-259). */
  private List<DeploymentPlan.Target> targets(List<String> side) {
    boolean isFirst =
        !group.style().countsNewAsUnhealthy
            && side.stream().noneMatch(state.instances::containsKey);
    List<DeploymentPlan.Target> targets = new ArrayList<>(side.size());
    for (String instance : side) {
      boolean isHealthy = isFirst || state.installed(instance).isHealthy();
      targets.add(new DeploymentPlan.Target(instance, isHealthy));
    }
    targets.sort(
        Comparator.comparing(DeploymentPlan.Target::isHealthy)
            .thenComparing(target -> age(target.instance())));
    return List.copyOf(targets);
  }

  private int age(String instance) {
    if (state.installed(instance).revision() == null) {
      return 0;
    }
    return state.isUpToDate(instance) ? 2 : 1;
  }
}
