package dev.penstock.deploy.testkit;

import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.SimulatedRollout;
import dev.penstock.deploy.simulation.StrategyComparison;

/**
 * Where sentences about rollouts start; to be imported statically.
 *
 * <pre>{@code
 * RolloutResult result =
 *     RolloutSimulation.fleet(DeploymentStrategy.minimumHealthyPercent(40), 9)
 *         .deploymentTakes(Duration.ofMinutes(3))
 *         .run();
 *
 * assertThatRollout(result)
 *     .succeeded()
 *     .inWaves(5, 4)
 *     .neverBelow(4)
 *     .within(Duration.ofMinutes(10));
 * }</pre>
 */
public final class RolloutAssertions {

  private RolloutAssertions() {}

  /**
   * Says something about a rollout.
   *
   * @param result what happened
   * @return sentences to choose from
   */
  public static RolloutAssert assertThatRollout(RolloutResult result) {
    return new RolloutAssert(result);
  }

  /**
   * Says something about a rollout of a scenario.
   *
   * @param rollout what happened
   * @return sentences to choose from
   */
  public static SimulatedRolloutAssert assertThatRollout(SimulatedRollout rollout) {
    return new SimulatedRolloutAssert(rollout);
  }

  /**
   * Says something about candidates side by side.
   *
   * @param comparison what came of them
   * @return sentences to choose from
   */
  public static ComparisonAssert assertThatComparison(StrategyComparison comparison) {
    return new ComparisonAssert(comparison);
  }
}
