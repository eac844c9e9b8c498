package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;

/**
 * Equal increments with equal time between them; the last one is what remains (D-292). Every unit
 * must succeed.
 *
 * <p>After the n-th interval n + 1 times the step has moved, of hosts rounded up to whole ones. An
 * increment too small to be one more host is left out, and its time is added to the hold before it:
 * 10 % every minute moves the second of three hosts after three minutes.
 *
 * @param step the share of each increment, above 0 % and below 100 %
 * @param interval the time between two increments, zero to 365 days
 */
public record Linear(Weight step, Duration interval) implements DeploymentStrategy {

  /** Refuses a share of nothing or everything, and an interval out of range. */
  public Linear {
    Shares.requireShare("linear step", step);
    Shares.requireInterval("linear interval", interval);
  }

  /**
   * Equal increments with equal time between them.
   *
   * @param step above 0 % and below 100 %
   * @param interval zero to 365 days
   * @return the strategy
   */
  public static Linear of(Weight step, Duration interval) {
    return new Linear(step, interval);
  }

  @Override
  public String name() {
    return "Linear" + step.percent() + "PercentEvery" + StrategyNames.words(interval);
  }

  @Override
  public Step next(Rollout rollout) {
    Step end = Shares.end(rollout);
    if (end != null) {
      return end;
    }
    int total = rollout.total();
    long increment = firstBeyond(rollout.attempted(), total);
    int target = unitsAfter(increment, total);
    Duration hold =
        target == total
            ? Duration.ZERO
            : interval.multipliedBy(firstBeyond(target, total) - increment);
    return Shares.moveTo(target, rollout, hold);
  }

  /** The first increment, counted from 1, after which more than so many units have moved. */
  private long firstBeyond(int units, int total) {
    return (long) units * Weight.WHOLE / ((long) total * step.basisPoints()) + 1;
  }

  private int unitsAfter(long increment, int total) {
    long share = Math.min(Weight.WHOLE, increment * step.basisPoints());
    return new Weight((int) share).of(total);
  }
}
