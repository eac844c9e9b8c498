package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What canary and linear rollouts have in common: shares of the whole, and time between them. */
final class Shares {

  /** Long enough for any rollout, and short enough that sums of holds never overflow. */
  static final Duration LONGEST_INTERVAL = Duration.ofDays(365);

  private Shares() {}

  static void requireShare(String what, Weight share) {
    Objects.requireNonNull(share, what);
    if (share.isNone() || share.isAll()) {
      throw new IllegalArgumentException(
          what
              + ": "
              + share
              + " is out of range; allowed: above 0 % and below 100 %"
              + (share.isAll() ? "; use AllAtOnce for everything in one move" : ""));
    }
  }

  static void requireInterval(String what, Duration interval) {
    Objects.requireNonNull(interval, "interval");
    if (interval.isNegative() || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new IllegalArgumentException(
          what + ": " + interval + " is out of range; allowed: zero to " + LONGEST_INTERVAL);
    }
  }

  /** How a rollout ends in which every unit must succeed; null while it goes on. */
  static @Nullable Step end(Rollout rollout) {
    if (rollout.failed() > 0) {
      return new Step.Stop(
          Step.Stop.HEALTH_CONSTRAINTS,
          rollout.failed()
              + " of "
              + rollout.total()
              + " failed and every one must succeed; "
              + rollout.waiting()
              + " not attempted");
    }
    if (rollout.total() == 0) {
      return new Step.Stop(Step.Stop.HEALTH_CONSTRAINTS_INVALID, "there is nothing to deploy to");
    }
    return rollout.waiting() == 0 ? new Step.Finish() : null;
  }

  /**
   * Moves on towards a number of attempted units. If the unhealthy ones alone are fewer than
   * missing, the rest follows at once.
   */
  static Step moveTo(int target, Rollout rollout, Duration hold) {
    int missing = target - rollout.attempted();
    return missing > rollout.movable()
        ? new Step.Move(rollout.movable(), Duration.ZERO)
        : new Step.Move(missing, hold);
  }
}
