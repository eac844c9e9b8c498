package dev.penstock.deploy.strategy;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a rollout may go without progress, in every one of its phases (RP-14). Time in which it
 * is paused does not count (RP-110).
 *
 * @param time above zero
 * @param then what happens
 */
public record ProgressDeadline(Duration time, Then then) {

  /** Ten minutes, then back. */
  public static final ProgressDeadline STANDARD =
      new ProgressDeadline(Duration.ofMinutes(10), Then.ROLL_BACK);

  /** What happens to a rollout without progress. */
  public enum Then {
    /** It is noted, and the rollout goes on to wait. */
    REPORT,
    /** It is rolled back. */
    ROLL_BACK
  }

  /** Refuses a time out of range. */
  public ProgressDeadline {
    Objects.requireNonNull(then, "then");
    Shares.requireInterval("progress deadline", time);
    if (time.isZero()) {
      throw new IllegalArgumentException(
          "progress deadline: PT0S is out of range; allowed: above zero");
    }
  }
}
