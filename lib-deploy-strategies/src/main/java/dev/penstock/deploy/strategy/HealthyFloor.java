package dev.penstock.deploy.strategy;

import java.time.Duration;

/** The rule of waves that keep a minimum of units healthy. */
final class HealthyFloor {

  private HealthyFloor() {}

  /** A percentage of so many units, rounded up. */
  static int percentOf(int total, int percent) {
    return (int) (((long) total * percent + 99) / 100);
  }

  /**
   * The next wave.
   *
   * @param minimum units that stay healthy
   * @param wayOut what to do if the rollout cannot start; empty if there is nothing to advise
   */
  static Step next(Rollout rollout, int minimum, String wayOut) {
    if (rollout.waiting() == 0) {
      return end(rollout, minimum);
    }
    if (rollout.unhealthyWaiting() > 0) {
      int batch = Math.max(1, rollout.total() - minimum);
      return new Step.Move(Math.min(rollout.unhealthyWaiting(), batch), Duration.ZERO);
    }
    int free = rollout.healthy() - minimum;
    if (free > 0) {
      return new Step.Move(Math.min(rollout.healthyWaiting(), free), Duration.ZERO);
    }
    return rollout.attempted() == 0
        ? cannotStart(rollout, minimum, wayOut)
        : cannotGoOn(rollout, minimum);
  }

  private static Step end(Rollout rollout, int minimum) {
    int needed = Math.max(1, minimum);
    if (rollout.succeeded() >= needed) {
      return new Step.Finish();
    }
    if (rollout.total() == 0) {
      return new Step.Stop(Step.Stop.HEALTH_CONSTRAINTS_INVALID, "there is nothing to deploy to");
    }
    return new Step.Stop(
        Step.Stop.HEALTH_CONSTRAINTS,
        rollout.succeeded()
            + " of "
            + rollout.total()
            + " succeeded and "
            + rollout.failed()
            + " failed; at least "
            + needed
            + " must succeed");
  }

  private static Step cannotStart(Rollout rollout, int minimum, String wayOut) {
    return new Step.Stop(
        Step.Stop.HEALTH_CONSTRAINTS_INVALID,
        rollout.healthy()
            + " of "
            + rollout.total()
            + " are healthy and "
            + minimum
            + " must stay so; none can be taken out"
            + (wayOut.isEmpty() ? "" : "; " + wayOut));
  }

  private static Step cannotGoOn(Rollout rollout, int minimum) {
    return new Step.Stop(
        Step.Stop.HEALTH_CONSTRAINTS,
        rollout.healthy()
            + " of "
            + rollout.total()
            + " are healthy after "
            + rollout.failed()
            + " failed and "
            + minimum
            + " must stay so; "
            + rollout.waiting()
            + " not attempted");
  }
}
