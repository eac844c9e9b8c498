package dev.penstock.deploy.strategy;

/**
 * Everything in one move; succeeds if at least one unit does (D-230, D-256). Unhealthy units, if
 * there are any, are a move of their own before the healthy ones.
 */
public record AllAtOnce() implements DeploymentStrategy {

  @Override
  public String name() {
    return "AllAtOnce";
  }

  @Override
  public Step next(Rollout rollout) {
    return HealthyFloor.next(rollout, 0, "");
  }
}
