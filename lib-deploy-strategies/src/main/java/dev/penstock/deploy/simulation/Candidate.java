package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.util.Objects;

/**
 * A strategy and what it moves: what a scenario is played with. Immutable.
 *
 * <pre>{@code
 * Candidate.hosts(DeploymentStrategy.halfAtATime());
 * Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)));
 * }</pre>
 */
public final class Candidate {

  private enum Kind {
    HOSTS,
    REFILLING,
    TRAFFIC
  }

  private final DeploymentStrategy strategy;
  private final Kind kind;

  private Candidate(DeploymentStrategy strategy, Kind kind) {
    this.strategy = Objects.requireNonNull(strategy, "strategy");
    this.kind = kind;
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
   * Its name in tables.
   *
   * @return the strategy's name, and what it moves
   */
  public String name() {
    return switch (kind) {
      case HOSTS -> strategy.name() + ", hosts";
      case REFILLING -> strategy.name() + ", hosts, refilling";
      case TRAFFIC -> strategy.name() + ", traffic";
    };
  }

  /**
   * What decides.
   *
   * @return the strategy
   */
  public DeploymentStrategy strategy() {
    return strategy;
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
    return isTraffic()
        ? new TrafficRun(this, scenario, draw).run(seed)
        : new FleetRun(this, scenario, draw, kind == Kind.REFILLING).run(seed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Candidate candidate
        && kind == candidate.kind
        && strategy.equals(candidate.strategy);
  }

  @Override
  public int hashCode() {
    return Objects.hash(strategy, kind);
  }

  @Override
  public String toString() {
    return name();
  }
}
