package dev.penstock.deploy;

import dev.penstock.deploy.fleet.Wave;
import dev.penstock.deploy.fleet.WavePlan;
import dev.penstock.deploy.rollout.OrderedBy;
import dev.penstock.deploy.rollout.Release;
import dev.penstock.deploy.rollout.RolloutHost;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /** How many of these hosts are moved at once at most, unless some fail. */
  int mostAtOnce(List<DeploymentPlan.Target> moved) {
    int most = 0;
    String strategy = "";
    Set<String> done = new HashSet<>();
    for (RolloutStep step : plan.steps()) {
      if (step instanceof RolloutStep.MoveHosts move) {
        strategy = move.strategy();
        if (emergency.isEmpty()) {
          most = Math.max(most, largestWave(strategy, of(move.cohort(), moved, done)));
          done.add(move.cohort());
        }
      }
    }
    return strategy.isEmpty()
        ? most
        : Math.max(most, largestWave(strategy, of("", moved, done))); // those that are left
  }

  /** The hosts that a step moves: those of its cohort, or all that no step before it has moved. */
  private List<DeploymentPlan.Target> of(
      String cohort, List<DeploymentPlan.Target> moved, Set<String> done) {
    List<DeploymentPlan.Target> meant = new ArrayList<>();
    for (DeploymentPlan.Target target : moved) {
      String own = zones.getOrDefault(target.instance(), "");
      boolean isMeant = cohort.isEmpty() || cohort.equals(own);
      if (isMeant && !done.contains("") && !done.contains(own)) {
        meant.add(target);
      }
    }
    return meant;
  }

  private static int largestWave(String strategy, List<DeploymentPlan.Target> hosts) {
    int healthy = (int) hosts.stream().filter(DeploymentPlan.Target::isHealthy).count();
    return WavePlan.of(DeploymentStrategy.named(strategy), healthy, hosts.size() - healthy)
        .waves()
        .stream()
        .mapToInt(Wave::hosts)
        .max()
        .orElse(0);
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
