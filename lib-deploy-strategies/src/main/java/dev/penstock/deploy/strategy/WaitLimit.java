package dev.penstock.deploy.strategy;

import java.time.Duration;
import java.util.Objects;

/**
 * How long somebody is waited for, and what happens then (RP-09).
 *
 * @param after above zero, up to 365 days
 * @param then what happens
 */
public record WaitLimit(Duration after, TimeoutAction then) {

  /** The limit of the cloud service: a day, then back (RP-153). */
  public static final WaitLimit ONE_DAY =
      new WaitLimit(Duration.ofDays(1), TimeoutAction.ROLL_BACK);

  /** Refuses a time out of range. */
  public WaitLimit {
    Objects.requireNonNull(then, "then");
    Shares.requireInterval("wait limit", after);
    if (after.isZero()) {
      throw new IllegalArgumentException("wait limit: PT0S is out of range; allowed: above zero");
    }
  }

  /**
   * Goes on when the time is up.
   *
   * @param after above zero
   * @return the limit
   */
  public static WaitLimit thenContinue(Duration after) {
    return new WaitLimit(after, TimeoutAction.CONTINUE);
  }

  /**
   * Rolls back when the time is up.
   *
   * @param after above zero
   * @return the limit
   */
  public static WaitLimit thenRollBack(Duration after) {
    return new WaitLimit(after, TimeoutAction.ROLL_BACK);
  }
}
