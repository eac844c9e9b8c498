package dev.penstock.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Settles what a deployment goes by: which side, which instances in which order, which options. */
final class PlanMaker {
  private final DeploymentGroup group;
  private final GroupState state;

  PlanMaker(DeploymentGroup group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  DeploymentPlan requested(RecordedRevision revision) {
    return plan(revision, DeploymentCreator.USER, Optional.empty(), group.sides().size() > 1);
  }

  /**
   * A rollback moves no traffic, because the live side never stopped serving what is brought back,
   * and watches no alarm, because the one that led to it may still fire (D-355, D-357).
   */
  DeploymentPlan rollback(String of) {
    RecordedRevision good = Objects.requireNonNull(state.lastKnownGood, "nothing to go back to");
    return plan(good, DeploymentCreator.ROLLBACK, Optional.of(of), false);
  }

  private DeploymentPlan plan(
      RecordedRevision revision,
      DeploymentCreator creator,
      Optional<String> rollbackOf,
      boolean shiftsTraffic) {
    Map.Entry<String, List<String>> target = targetSide();
    boolean isUser = creator == DeploymentCreator.USER;
    DeploymentPlan plan =
        new DeploymentPlan(
            group.name() + "-" + (state.count + 1),
            group.application(),
            group.name(),
            creator,
            rollbackOf,
            revision,
            target.getKey(),
            Optional.ofNullable(state.liveSide),
            List.copyOf(group.sides().keySet()),
            targets(target.getValue()),
            group.fleetStrategy().name(),
            shiftsTraffic
                ? group.trafficStrategy().map(strategy -> strategy.name())
                : Optional.empty(),
            shiftsTraffic ? group.readyWait() : Optional.empty(),
            shiftsTraffic ? group.bake() : Optional.empty(),
            isUser ? group.alarms() : List.of(),
            group.ignoresUnreadableAlarms(),
            group.ignoresApplicationStopFailures(),
            group.eventTimeout());
    return new CourseMaker(group, state).complete(plan);
  }

  /** The only side, or the first that does not serve. */
  private Map.Entry<String, List<String>> targetSide() {
    Map.Entry<String, List<String>> found = null;
    for (Map.Entry<String, List<String>> side : group.sides().entrySet()) {
      if (found == null || found.getKey().equals(state.liveSide)) {
        found = side;
      }
    }
    return Objects.requireNonNull(found, "a group has a side");
  }

  /** Unhealthy first, then an unknown revision, an old one, the current one (D-251, D-259). */
  private List<DeploymentPlan.Target> targets(List<String> side) {
    boolean isFirst = side.stream().noneMatch(state.instances::containsKey);
    List<DeploymentPlan.Target> targets = new ArrayList<>(side.size());
    for (String instance : side) {
      GroupState.Installed installed = state.instances.get(instance);
      boolean isHealthy = isFirst || (installed != null && installed.isHealthy());
      targets.add(new DeploymentPlan.Target(instance, isHealthy));
    }
    targets.sort(
        Comparator.comparing(DeploymentPlan.Target::isHealthy)
            .thenComparing(target -> age(target.instance())));
    return List.copyOf(targets);
  }

  private int age(String instance) {
    GroupState.Installed installed = state.instances.get(instance);
    if (installed == null || installed.revision() == null) {
      return 0;
    }
    RecordedRevision good = state.lastKnownGood;
    return good != null && good.id().equals(installed.revision()) ? 2 : 1;
  }
}
