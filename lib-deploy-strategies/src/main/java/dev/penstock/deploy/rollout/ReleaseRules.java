package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.strategy.ScaleTarget;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a plan fits a release, and its script the invariants; checked before the first effect.
 */
final class ReleaseRules {
  private final RolloutPlan plan;
  private final Release release;

  private final boolean passesOverCohorts;

  private ReleaseRules(RolloutPlan plan, Release release, boolean passesOverCohorts) {
    this.plan = plan;
    this.release = release;
    this.passesOverCohorts = passesOverCohorts;
  }

  /** What is wrong, in a sentence; empty if nothing is. */
  static String fault(
      RolloutPlan plan, Release release, String service, boolean passesOverCohorts) {
    ReleaseRules rules = new ReleaseRules(plan, release, passesOverCohorts);
    String fault = rules.parts();
    return fault.isEmpty()
        ? rules.script(
            ForwardScript.of(
                plan, release, ForwardScript.runName(service, 0), "an older revision", false))
        : fault;
  }

  private String parts() {
    if (plan.movesHosts() != !release.hosts().isEmpty()) {
      return plan.movesHosts()
          ? "plan " + plan.name() + " moves hosts, and the release has none"
          : "the release has hosts, and plan " + plan.name() + " moves none";
    }
    Set<String> cohorts = new HashSet<>();
    release.hosts().forEach(host -> cohorts.add(host.cohort()));
    for (RolloutStep step : plan.steps()) {
      if (!passesOverCohorts
          && step instanceof RolloutStep.MoveHosts hosts
          && !hosts.cohort().isEmpty()
          && !cohorts.contains(hosts.cohort())) {
        return "no host is of cohort " + hosts.cohort() + "; there are " + cohorts;
      }
      boolean scales = step instanceof RolloutStep.SetScale;
      if (release.replicas() == 0 && (scales || step instanceof RolloutStep.Experiment)) {
        return "plan " + plan.name() + " scales, and the release has no replicas";
      }
    }
    boolean needsReplicas =
        plan.scaling().router() == Scaling.Sharing.REPLICAS || plan.scaling().shrinksStable();
    return needsReplicas && release.replicas() == 0
        ? "plan " + plan.name() + " scales, and the release has no replicas"
        : "";
  }

  /** Walks the script: enough replicas serve at any time, and none are overloaded by mistake. */
  private String script(List<Operation> script) {
    if (release.replicas() == 0) {
      return "";
    }
    Map<TrafficSide, Integer> ready = new EnumMap<>(TrafficSide.class);
    ready.put(TrafficSide.STABLE, release.replicas());
    ready.put(TrafficSide.NEW, 0);
    Weight weight = Weight.NONE;
    for (Operation operation : script) {
      if (operation.work() instanceof Operation.Scale scale) {
        ready.put(scale.side(), scale.needed());
      } else if (operation.work() instanceof Operation.Route route) {
        weight = route.table().newShare();
      }
      String fault = at(operation, ready, weight);
      if (!fault.isEmpty()) {
        return fault;
      }
    }
    return "";
  }

  private String at(Operation operation, Map<TrafficSide, Integer> ready, Weight weight) {
    int fresh = ready.getOrDefault(TrafficSide.NEW, 0);
    int old = ready.getOrDefault(TrafficSide.STABLE, 0);
    int floor = plan.scaling().minimumCapacity().of(release.replicas());
    boolean isBelow = old < release.replicas() && old + fresh < floor;
    if (isBelow) {
      return operation.text()
          + " leaves "
          + (old + fresh)
          + " replicas that are sure to serve; allowed: at least "
          + floor;
    }
    boolean isUnserved =
        operation.work() instanceof Operation.Route && !weight.isNone() && fresh == 0;
    if (isUnserved) {
      return operation.text() + " brings users to a side without replicas";
    }
    return operation.step() >= 0 ? overload(operation, fresh, weight) : "";
  }

  private String overload(Operation operation, int fresh, Weight weight) {
    boolean isMeant =
        plan.scaling().initial().isOverloadAllowed()
            || plan.steps().stream()
                .anyMatch(
                    step ->
                        step instanceof RolloutStep.SetScale set
                            && set.target().isOverloadAllowed());
    boolean isByNumber =
        plan.scaling().initial().kind() == ScaleTarget.Kind.REPLICAS
            || plan.steps().stream()
                .anyMatch(
                    step ->
                        step instanceof RolloutStep.SetScale set
                            && set.target().kind() == ScaleTarget.Kind.REPLICAS);
    boolean isRoute = operation.work() instanceof Operation.Route;
    int needed = plan.scaling().readyShare().of(weight.of(release.replicas()));
    return isRoute && isByNumber && !isMeant && fresh < needed
        ? operation.text()
            + " with "
            + fresh
            + " replicas; allowed: at least "
            + needed
            + ", or allowingOverload()"
        : "";
  }
}
