package dev.penstock.deploy.strategy;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of the new side after a rollback (RP-30).
 *
 * @param kind whether it stays
 * @param delay how long it stays before it is taken away; zero if it stays for good
 */
public record AfterAbort(Kind kind, Duration delay) {

  /** It is taken away after 30 seconds (RP-111). */
  public static final AfterAbort STANDARD = removeAfter(Duration.ofSeconds(30));

  /** Whether the new side stays. */
  public enum Kind {
    /** It is left running, for people to look at. */
    KEEP,
    /** It is taken away. */
    REMOVE
  }

  /** Refuses a delay out of range, and one before nothing. */
  public AfterAbort {
    Objects.requireNonNull(kind, "kind");
    Shares.requireInterval("delay after an abort", delay);
    if (kind == Kind.KEEP && !delay.isZero()) {
      throw new IllegalArgumentException("after an abort: a delay of " + delay + " before nothing");
    }
  }

  /**
   * The new side stays.
   *
   * @return the choice
   */
  public static AfterAbort keep() {
    return new AfterAbort(Kind.KEEP, Duration.ZERO);
  }

  /**
   * The new side is taken away.
   *
   * @param delay zero or more
   * @return the choice
   */
  public static AfterAbort removeAfter(Duration delay) {
    return new AfterAbort(Kind.REMOVE, delay);
  }
}
