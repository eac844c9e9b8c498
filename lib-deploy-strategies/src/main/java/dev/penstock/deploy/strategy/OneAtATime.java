package dev.penstock.deploy.strategy;

/**
 * One unit at a time; stops at the first failure unless it is the last unit, and a single unit must
 * succeed (D-232, D-257). The same as {@link MinimumHealthyHosts#count(int)} with one less than
 * there are, for any number of them.
 */
public record OneAtATime() implements DeploymentStrategy {

  @Override
  public String name() {
    return "OneAtATime";
  }

  @Override
  public int minimumHealthy(int total) {
    return Math.max(0, total - 1);
  }

  @Override
  public Step next(Rollout rollout) {
    return HealthyFloor.next(rollout, minimumHealthy(rollout.total()), "");
  }
}
