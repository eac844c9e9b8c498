package dev.penstock.deploy.strategy;

import java.util.Objects;

/**
 * As many units at a time as leave a minimum of them healthy: a number, or a percentage of those
 * there are at the start, rounded up (D-240, D-241).
 *
 * <p>With a minimum M of N units, of which H are healthy, a move takes at most H − M healthy units
 * (D-250), so a failure makes the later moves smaller; once H is down to M with units left, the
 * rollout stops (D-254). Unhealthy units go first, at most N − M at a time (D-252). With no units
 * left, at least M and at least one must have succeeded (D-255, D-256).
 *
 * @param type what the value counts
 * @param value 0 or more hosts, or 0 to 99 percent
 * @param singleTargetAllowed whether a rollout of one unit may take it out, whatever the minimum
 */
public record MinimumHealthyHosts(Type type, int value, boolean singleTargetAllowed)
    implements DeploymentStrategy {

  private static final int MAX_PERCENT = 99;

  /** What the value of a minimum counts. */
  public enum Type {
    /** Units. */
    HOST_COUNT,
    /** Percent of the units at the start of the rollout. */
    FLEET_PERCENT
  }

  /** Refuses a negative number and a percentage outside 0 to 99. */
  public MinimumHealthyHosts {
    Objects.requireNonNull(type, "type");
    if (value < 0) {
      throw new IllegalArgumentException(
          "minimumHealthyHosts: " + value + " is out of range; allowed: 0 or more");
    }
    if (type == Type.FLEET_PERCENT && value > MAX_PERCENT) {
      throw new IllegalArgumentException(
          "minimumHealthyHosts: "
              + value
              + " % is out of range; allowed: 0 to "
              + MAX_PERCENT
              + " (if all stay healthy, none can be taken out)");
    }
  }

  /**
   * A number of units stays healthy.
   *
   * @param count 0 or more
   * @return the strategy
   */
  public static MinimumHealthyHosts count(int count) {
    return new MinimumHealthyHosts(Type.HOST_COUNT, count, false);
  }

  /**
   * A percentage of the units stays healthy.
   *
   * @param percent 0 to 99
   * @return the strategy
   */
  public static MinimumHealthyHosts percent(int percent) {
    return new MinimumHealthyHosts(Type.FLEET_PERCENT, percent, false);
  }

  /**
   * The same strategy that also moves a single unit, whatever the minimum (D-260).
   *
   * @return the strategy
   */
  public MinimumHealthyHosts allowingSingleTarget() {
    return new MinimumHealthyHosts(type, value, true);
  }

  @Override
  public String name() {
    return (type == Type.HOST_COUNT ? "HostCount" : "FleetPercent")
        + value
        + (singleTargetAllowed ? StrategyNames.OR_SINGLE_TARGET : "");
  }

  @Override
  public int minimumHealthy(int total) {
    if (singleTargetAllowed && total == 1) {
      return 0;
    }
    return type == Type.HOST_COUNT ? value : HealthyFloor.percentOf(total, value);
  }

  @Override
  public Step next(Rollout rollout) {
    return HealthyFloor.next(
        rollout,
        minimumHealthy(rollout.total()),
        rollout.total() == 1
            ? "allow a single target with allowingSingleTarget()"
            : "lower the minimum or add hosts");
  }
}
