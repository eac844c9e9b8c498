package dev.penstock.pipeline.resilience;

import java.time.Duration;

/**
 * Limits how long one call of the executor may take, waiting for a bulkhead included. When the time
 * is up the work is asked to stop; the call fails once it has ended, or after a grace period
 * without it. The executor is called on a thread of the host's executor, so that work that blocks
 * can be given up too; the thread is not interrupted. The request to stop is made on the
 * scheduler's thread, so what an executor does upon it must be short.
 *
 * <p>Needs no Resilience4j.
 *
 * @param limit how long a call may take
 * @param grace how long work may take to end when asked; zero gives it up at once
 */
public record TimeLimit(Duration limit, Duration grace) {

  /** How long work may take to end when asked, unless said otherwise. */
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

  /** Checks the ranges. */
  public TimeLimit {
    Positive.duration("limit", limit);
    Positive.orZero("grace", grace);
  }

  /**
   * A limit with the default grace.
   *
   * @param limit how long a call may take
   * @return the limit
   */
  public static TimeLimit of(Duration limit) {
    return new TimeLimit(limit, DEFAULT_GRACE);
  }

  /**
   * The same with another grace.
   *
   * @param value how long work may take to end when asked
   * @return a copy
   */
  public TimeLimit withGrace(Duration value) {
    return new TimeLimit(limit, value);
  }
}
