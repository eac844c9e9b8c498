package dev.penstock.deploy.fleet;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The waves of a rollout in which every host succeeds.
 *
 * <pre>{@code
 * WavePlan plan = WavePlan.of(DeploymentStrategy.minimumHealthyPercent(40), 9, 0);
 * plan.waves();        // 5 hosts, then 4
 * plan.lowestHealthy() // 4
 * }</pre>
 *
 * @param waves in order; none if the rollout cannot start
 * @param end how it ends after the last wave: finished, or stopped with the reason
 * @param lowestHealthy how many hosts serve at the worst moment
 */
public record WavePlan(List<Wave> waves, Step end, int lowestHealthy) {

  /** Copies the waves, and refuses a plan that goes on after its end. */
  public WavePlan {
    waves = List.copyOf(waves);
    if (end instanceof Step.Move) {
      throw new IllegalArgumentException("wave plan: its end is a move; allowed: Finish or Stop");
    }
  }

  /**
   * Plans.
   *
   * @param strategy what decides each wave
   * @param healthy hosts that serve, 0 or more
   * @param unhealthy hosts that do not, 0 or more; they go first
   * @return the plan, made in as many steps as it has waves
   * @throws IllegalStateException if the strategy moves more hosts than there are
   */
  public static WavePlan of(DeploymentStrategy strategy, int healthy, int unhealthy) {
    Objects.requireNonNull(strategy, "strategy");
    List<Wave> waves = new ArrayList<>();
    Rollout rollout = Rollout.starting(healthy, unhealthy);
    int lowest = healthy;
    Step step = strategy.next(rollout);
    while (step instanceof Step.Move move) {
      int units = move.requireAtMost(rollout, strategy);
      boolean serving = rollout.unhealthyWaiting() == 0;
      if (serving) {
        lowest = Math.min(lowest, rollout.healthy() - units);
      }
      waves.add(new Wave(waves.size() + 1, rollout.attempted(), units, serving, move.hold()));
      rollout = rollout.moved(units, 0);
      step = strategy.next(rollout);
    }
    return new WavePlan(waves, step, lowest);
  }

  /**
   * Whether the rollout gets to every host if none fails.
   *
   * @return false if it cannot start, or stops for want of healthy hosts
   */
  public boolean succeeds() {
    return end instanceof Step.Finish;
  }

  /**
   * How long the rollout waits between waves altogether, without the time that waves take.
   *
   * @return zero or more
   */
  public Duration holds() {
    Duration sum = Duration.ZERO;
    for (Wave wave : waves) {
      sum = sum.plus(wave.hold());
    }
    return sum;
  }
}
