package dev.penstock.deploy.strategy;

/**
 * At most half of the units, rounded down, at a time; succeeds if at least half of them, rounded
 * up, do (D-231). The same as {@link MinimumHealthyHosts#percent(int)} with 50.
 *
 * <p>By that rule a single unit can never be taken out. That is reported at the start, unless
 * {@link #allowingSingleTarget()} is used (D-260).
 *
 * @param singleTargetAllowed whether a rollout of one unit may take it out
 */
public record HalfAtATime(boolean singleTargetAllowed) implements DeploymentStrategy {

  /** The strategy as the cloud service has it: a single healthy unit cannot be taken out. */
  public HalfAtATime() {
    this(false);
  }

  /**
   * The same strategy that also moves a single unit.
   *
   * @return the strategy
   */
  public HalfAtATime allowingSingleTarget() {
    return new HalfAtATime(true);
  }

  @Override
  public String name() {
    return "HalfAtATime" + (singleTargetAllowed ? StrategyNames.OR_SINGLE_TARGET : "");
  }

  @Override
  public int minimumHealthy(int total) {
    return singleTargetAllowed && total == 1 ? 0 : HealthyFloor.percentOf(total, 50);
  }

  @Override
  public Step next(Rollout rollout) {
    return HealthyFloor.next(
        rollout,
        minimumHealthy(rollout.total()),
        rollout.total() == 1 ? "allow a single target with allowingSingleTarget()" : "");
  }
}
