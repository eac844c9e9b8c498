package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;

/**
 * How a revision reaches users, as a value: asked for the next step whenever nothing is in flight
 * and the last hold is over.
 *
 * <pre>{@code
 * DeploymentStrategy careful = DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5));
 * DeploymentStrategy fleet = DeploymentStrategy.minimumHealthyPercent(75);
 * DeploymentStrategy named = PredefinedConfigurations.get("CodeDeployDefault.OneAtATime");
 * }</pre>
 *
 * <p>Implementations are pure: the answer depends on the rollout alone, nothing is thrown for any
 * rollout, and a rollout always ends. They are immutable, and called by whichever thread drives a
 * deployment. {@code dev.penstock.deploy.simulation.StrategyLaws} checks all this.
 */
public interface DeploymentStrategy {

  /**
   * The name that people see in histories and messages. It says all that the strategy consists of:
   * a deployment under way keeps the name alone, and goes on only by a strategy of the same name.
   *
   * @return such as {@code Canary10Percent5Minutes}
   */
  String name();

  /**
   * What to do next.
   *
   * @param rollout how far the rollout is; nothing is in flight
   * @return a move of at most {@link Rollout#movable()} units, or the end
   */
  Step next(Rollout rollout);

  /**
   * How many units this strategy promises to leave healthy, counting those in flight as out.
   *
   * @param total units at the start of the rollout
   * @return 0 or more; 0, the default, promises nothing, and more than {@code total} cannot be kept
   */
  default int minimumHealthy(int total) {
    return 0;
  }

  /**
   * The strategy of a name, for configuration files: what {@link #name()} gives for each of the
   * strategies here, or one of {@link PredefinedConfigurations}.
   *
   * @param name such as {@code Linear12.5PercentEvery90Seconds} or {@code
   *     CodeDeployDefault.OneAtATime}
   * @return the strategy
   * @throws IllegalArgumentException if there is none of that name, listing what is allowed
   */
  static DeploymentStrategy named(String name) {
    return StrategyNames.parse(name);
  }

  /**
   * A share first, then the rest: two increments.
   *
   * @param first the share of the first increment, above 0 % and below 100 %
   * @param interval how long the first increment is watched
   * @return the strategy
   */
  static Canary canary(Weight first, Duration interval) {
    return Canary.of(first, interval);
  }

  /**
   * Equal increments with equal time between them.
   *
   * @param step the share of each increment, above 0 % and below 100 %
   * @param interval the time between two increments
   * @return the strategy
   */
  static Linear linear(Weight step, Duration interval) {
    return Linear.of(step, interval);
  }

  /**
   * A share, then the rest; with {@link Stepped#then} more shares of any size between the two.
   *
   * @param share of the first step, above 0 % and below 100 %
   * @param hold how long the first step is watched
   * @return the strategy
   */
  static Stepped stepped(Weight share, Duration hold) {
    return Stepped.of(share, hold);
  }

  /**
   * Everything in one move.
   *
   * @return the strategy
   */
  static AllAtOnce allAtOnce() {
    return new AllAtOnce();
  }

  /**
   * At most half of the units at a time.
   *
   * @return the strategy
   */
  static HalfAtATime halfAtATime() {
    return new HalfAtATime();
  }

  /**
   * One unit at a time, stopping at the first failure unless it is the last unit.
   *
   * @return the strategy
   */
  static OneAtATime oneAtATime() {
    return new OneAtATime();
  }

  /**
   * As many units at a time as leave a number of them healthy.
   *
   * @param count units that stay healthy, 0 or more
   * @return the strategy
   */
  static MinimumHealthyHosts minimumHealthyHosts(int count) {
    return MinimumHealthyHosts.count(count);
  }

  /**
   * As many units at a time as leave a percentage of them healthy.
   *
   * @param percent of the units, 0 to 99
   * @return the strategy
   */
  static MinimumHealthyHosts minimumHealthyPercent(int percent) {
    return MinimumHealthyHosts.percent(percent);
  }
}
