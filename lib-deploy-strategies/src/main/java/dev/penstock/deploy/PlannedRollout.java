package dev.penstock.deploy;

import dev.penstock.deploy.rollout.OrderedBy;
import dev.penstock.deploy.rollout.Release;
import dev.penstock.deploy.rollout.RolloutHost;
import dev.penstock.deploy.strategy.RolloutPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan that a deployment goes by, in the place of a strategy: one of hosts moves the targets,
 * one of weights brings the users over. Settled when the deployment is asked for.
 *
 * @param plan the plan
 * @param present the revision that serves now; empty if it is not known, or nobody is served
 * @param zones of the targets that are in one, which the plan knows as cohorts
 * @param emergency who has it go past the plan's steps, and why
 */
record PlannedRollout(
    RolloutPlan plan,
    Optional<String> present,
    Map<String, String> zones,
    Optional<OrderedBy> emergency) {

  /** A plan as a deployment carries it out: hosts are brought back by a new deployment (D-357). */
  static PlannedRollout of(RolloutPlan plan, Optional<String> present, Map<String, String> zones) {
    RolloutPlan leaving =
        plan.movesHosts() && !plan.rollback().leavesHosts()
            ? plan.toBuilder(plan.name()).rollback(plan.rollback().leavingHosts()).build()
            : plan;
    return new PlannedRollout(leaving, present, Map.copyOf(zones), Optional.empty());
  }

  PlannedRollout asEmergency(Optional<OrderedBy> ordered) {
    return new PlannedRollout(plan, present, zones, ordered);
  }

  boolean movesHosts() {
    return plan.movesHosts();
  }

  /** What is rolled out: without users to share with, they are all brought over at once. */
  Release release(DeploymentPlan deployment, List<DeploymentPlan.Target> moved) {
    Release release = Release.of(deployment.revision().id());
    if (present.isPresent()) {
      release = release.replacing(present.get());
    }
    if (emergency.isPresent()) {
      release = release.asEmergency(emergency.get().who(), emergency.get().why());
    }
    if (!movesHosts()) {
      return release;
    }
    List<RolloutHost> hosts = new ArrayList<>(moved.size());
    for (DeploymentPlan.Target target : moved) {
      String zone = zones.getOrDefault(target.instance(), "");
      hosts.add(new RolloutHost(target.instance(), zone, !target.isHealthy()));
    }
    return release.onHosts(hosts).followingEveryStep();
  }
}
