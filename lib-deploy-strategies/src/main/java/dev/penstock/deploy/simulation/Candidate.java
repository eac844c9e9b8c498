package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A strategy and what it moves, or a plan: what a scenario is played with. Immutable.
 *
 * <pre>{@code
 * Candidate.hosts(DeploymentStrategy.halfAtATime());
 * Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)));
 * Candidate.plan(RolloutPlan.builder("careful").shiftTo(10).hold(Duration.ofMinutes(5)).build());
 * }</pre>
 */
public final class Candidate {

  private enum Kind {
    HOSTS,
    REFILLING,
    TRAFFIC
  }

  private final @Nullable DeploymentStrategy strategy;
  private final @Nullable RolloutPlan plan;
  private final Kind kind;

  private Candidate(DeploymentStrategy strategy, Kind kind) {
    this.strategy = Objects.requireNonNull(strategy, "strategy");
    this.plan = null;
    this.kind = kind;
  }

  private Candidate(RolloutPlan plan) {
    this.strategy = null;
    this.plan = plan;
    this.kind = plan.movesHosts() ? Kind.HOSTS : Kind.TRAFFIC;
  }

  /**
   * Deploys to the hosts that serve, in waves.
   *
   * @param strategy decides each wave
   * @return the candidate
   */
  public static Candidate hosts(DeploymentStrategy strategy) {
    return new Candidate(strategy, Kind.HOSTS);
  }

  /**
   * Deploys to the hosts that serve, each as soon as another has ended (D-258).
   *
   * @param strategy moves as many hosts as its minimum leaves, without a hold; see {@link
   *     FleetSimulation#refilling()}
   * @return the candidate
   */
  public static Candidate refilling(DeploymentStrategy strategy) {
    return new Candidate(strategy, Kind.REFILLING);
  }

  /**
   * Deploys to a second fleet of the same size first, and then shifts the requests to it. Going
   * back is a matter of routing.
   *
   * @param strategy decides each shift
   * @return the candidate
   */
  public static Candidate traffic(DeploymentStrategy strategy) {
    return new Candidate(strategy, Kind.TRAFFIC);
  }

  /**
   * Carries a plan out, by the same rules and the same engine as in earnest. Its analyses measure
   * what the scenario's {@link RolloutScenarioBuilder#metrics metrics} show, its alarms are raised
   * when the scenario's are; if it names none, a person orders the way back then. A person also
   * answers wherever the plan waits for one, after the scenario's {@link
   * RolloutScenarioBuilder#reactionTakes reaction}. Hooks agree at once, routing takes no time;
   * replicas, as many as there are hosts, take as long as deployments to hosts, and so do hosts.
   * Users that come by a header or a cookie are not counted. Hosts are spread evenly over the
   * cohorts that the plan moves.
   *
   * @param plan of requests or of hosts
   * @return the candidate
   * @throws IllegalArgumentException if the plan moves both, since what a host serves is then up to
   *     both
   */
  public static Candidate plan(RolloutPlan plan) {
    boolean shifts =
        plan.steps().stream()
            .anyMatch(
                step -> step instanceof RolloutStep.ShiftTo || step instanceof RolloutStep.Admit);
    if (shifts && plan.movesHosts()) {
      throw new IllegalArgumentException(
          "plan " + plan.name() + " moves requests and hosts; allowed: one of them");
    }
    return new Candidate(plan);
  }

  /**
   * Its name in tables.
   *
   * @return the name of the strategy or plan, and what it moves
   */
  public String name() {
    String what = plan == null ? strategy().name() : plan.name() + ", plan";
    return switch (kind) {
      case HOSTS -> what + ", hosts";
      case REFILLING -> what + ", hosts, refilling";
      case TRAFFIC -> what + ", traffic";
    };
  }

  /** What decides; not for a plan. */
  DeploymentStrategy strategy() {
    return Objects.requireNonNull(strategy, "strategy");
  }

  /**
   * Whether requests are shifted to a second fleet.
   *
   * @return false if the hosts that serve are deployed to
   */
  public boolean isTraffic() {
    return kind == Kind.TRAFFIC;
  }

  SimulatedRollout play(RolloutScenario scenario, Draw draw, long seed) {
    if (plan != null) {
      return new PlanRun(name(), plan, scenario, draw).run(seed);
    }
    return isTraffic()
        ? new TrafficRun(this, scenario, draw).run(seed)
        : new FleetRun(this, scenario, draw, kind == Kind.REFILLING).run(seed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Candidate candidate
        && kind == candidate.kind
        && Objects.equals(strategy, candidate.strategy)
        && Objects.equals(plan, candidate.plan);
  }

  @Override
  public int hashCode() {
    return Objects.hash(strategy, plan, kind);
  }

  @Override
  public String toString() {
    return name();
  }
}
