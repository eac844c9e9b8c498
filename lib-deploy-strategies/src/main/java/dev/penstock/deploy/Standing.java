package dev.penstock.deploy;

/** What a target is after a part of its way. */
final class Standing {
  private Standing() {}

  /** After a leg in which nothing failed. */
  static TargetStatus after(Leg leg, DeploymentPlan plan, TargetState target) {
    boolean servesLater =
        plan.platform() == DeploymentPlatform.SERVER_BLUE_GREEN
            || plan.platform() == DeploymentPlatform.ECS_BLUE_GREEN;
    return switch (leg) {
      case INSTALLING -> servesLater ? TargetStatus.READY : TargetStatus.SUCCEEDED;
      case BEFORE_SHIFT -> TargetStatus.IN_PROGRESS;
      case DISMISSING ->
          target.hasSucceeded(LifecycleEvent.AFTER_ALLOW_TRAFFIC)
              ? TargetStatus.READY
              : TargetStatus.FAILED;
      case ADMITTING, RELEASING, AFTER_SHIFT, READMITTING, RETIRING, JOINING ->
          TargetStatus.SUCCEEDED;
    };
  }

  /** After the traffic was shifted, or was not. */
  static void shifted(TargetState[] targets, LifecycleResult result) {
    for (TargetState target : targets) {
      target.record(LifecycleEvent.ALLOW_TRAFFIC, result);
      if (!result.isSucceeded()) {
        target.status = TargetStatus.FAILED;
      }
    }
  }
}
