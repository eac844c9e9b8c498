package dev.penstock.pipeline.resilience;

import java.time.Duration;

/**
 * Limits how often the executor is called. Time is cut into periods of one length; each brings its
 * permits, and unused ones do not add up.
 *
 * @param calls how many calls a period brings, 1 or more
 * @param period the length of a period
 * @param longestWait how long a call may wait for a permit; zero refuses at once
 */
public record RateLimit(int calls, Duration period, Duration longestWait) {

  /** Checks the ranges. */
  public RateLimit {
    Positive.count("calls", calls);
    Positive.duration("period", period);
    Positive.orZero("longestWait", longestWait);
  }

  /**
   * A limit that refuses what is too much.
   *
   * @param calls how many calls a period brings
   * @param period the length of a period
   * @return the limit
   */
  public static RateLimit of(int calls, Duration period) {
    return new RateLimit(calls, period, Duration.ZERO);
  }

  /**
   * The same, where calls wait for a permit.
   *
   * @param value how long at most; what would wait longer is refused at once
   * @return a copy
   */
  public RateLimit withLongestWait(Duration value) {
    return new RateLimit(calls, period, value);
  }
}
