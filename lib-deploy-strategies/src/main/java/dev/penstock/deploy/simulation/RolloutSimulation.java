package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;

/**
 * Where simulated rollouts start.
 *
 * <pre>{@code
 * RolloutResult result =
 *     RolloutSimulation.fleet(DeploymentStrategy.oneAtATime(), 5)
 *         .failing(2)
 *         .deploymentTakes(Duration.ofMinutes(3))
 *         .run();
 * result.outcome();  // STOPPED
 * result.waves();    // [1, 1, 1]
 * result.duration(); // PT9M
 * }</pre>
 */
public final class RolloutSimulation {

  private RolloutSimulation() {}

  /**
   * A rollout of requests: the strategy moves basis points of the traffic.
   *
   * @param strategy what decides each increment
   * @return a simulation in which nothing goes wrong, to be told otherwise
   */
  public static TrafficSimulation traffic(DeploymentStrategy strategy) {
    return new TrafficSimulation(strategy);
  }

  /**
   * A rollout over hosts.
   *
   * @param strategy what decides each wave
   * @param hosts how many there are, 0 or more; all of them healthy
   * @return a simulation in which nothing goes wrong, to be told otherwise
   */
  public static FleetSimulation fleet(DeploymentStrategy strategy, int hosts) {
    return new FleetSimulation(strategy, hosts);
  }
}
