package dev.penstock.pipeline.resilience;

import java.time.Duration;

/**
 * Limits how many calls of the executor are under way at one time. A call holds its place until the
 * work has really ended, also after a time limit has given it up.
 *
 * @param places how many calls may be under way, 1 or more
 * @param longestWait how long a call may wait for a place, first come first served; zero refuses at
 *     once
 */
public record Bulkhead(int places, Duration longestWait) {

  /** Checks the ranges. */
  public Bulkhead {
    Positive.count("places", places);
    Positive.orZero("longestWait", longestWait);
  }

  /**
   * A bulkhead that refuses what finds no place.
   *
   * @param places how many calls may be under way
   * @return the bulkhead
   */
  public static Bulkhead of(int places) {
    return new Bulkhead(places, Duration.ZERO);
  }

  /**
   * The same, where calls wait for a place.
   *
   * @param value how long at most
   * @return a copy
   */
  public Bulkhead withLongestWait(Duration value) {
    return new Bulkhead(places, value);
  }
}
