package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;

/**
 * A share first, then the rest: two increments (D-291). Every unit must succeed.
 *
 * @param first the share of the first increment, above 0 % and below 100 %; of hosts at least one,
 *     rounded up
 * @param interval how long the first increment is watched before the rest follows, zero to 365 days
 */
public record Canary(Weight first, Duration interval) implements DeploymentStrategy {

  /** Refuses a share of nothing or everything, and an interval out of range. */
  public Canary {
    Shares.requireShare("canary share", first);
    Shares.requireInterval("canary interval", interval);
  }

  /**
   * A share first, then the rest.
   *
   * @param first above 0 % and below 100 %
   * @param interval zero to 365 days
   * @return the strategy
   */
  public static Canary of(Weight first, Duration interval) {
    return new Canary(first, interval);
  }

  @Override
  public String name() {
    return "Canary" + first.percent() + "Percent" + StrategyNames.words(interval);
  }

  @Override
  public Step next(Rollout rollout) {
    Step end = Shares.end(rollout);
    if (end != null) {
      return end;
    }
    int canary = first.of(rollout.total());
    return rollout.attempted() < canary && canary < rollout.total()
        ? Shares.moveTo(canary, rollout, interval)
        : Shares.moveTo(rollout.total(), rollout, Duration.ZERO);
  }
}
