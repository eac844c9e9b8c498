package dev.penstock.artifact.upstream;

import java.time.Duration;

/**
 * How long what a source said is believed.
 *
 * @param freshFor how long a listing is used without asking again
 * @param negativeFor how long "there is no such thing" is used without asking again
 * @param missInterval how often, at most, a fresh listing is asked for again because somebody wants
 *     a version that is not in it
 * @param staleFor how much older than {@code freshFor} a listing may be that is used, with a
 *     warning, while the source cannot be asked
 * @param isRefreshedBehind whether the first reader after {@code freshFor} is still answered from
 *     the old listing, which is then asked for again on the host's executor
 */
public record CachePolicy(
    Duration freshFor,
    Duration negativeFor,
    Duration missInterval,
    Duration staleFor,
    boolean isRefreshedBehind) {

  /** Of npm, PyPI, NuGet and the others: new versions show within 30 minutes. */
  public static final CachePolicy STANDARD =
      new CachePolicy(
          Duration.ofMinutes(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofDays(30),
          false);

  /** Of Maven: checked at most every 3 hours, behind the first reader's back. */
  public static final CachePolicy MAVEN =
      new CachePolicy(
          Duration.ofHours(3),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofDays(30),
          true);

  /** Refuses negative times. */
  public CachePolicy {
    requireNoneNegative(freshFor, negativeFor, missInterval, staleFor);
  }

  private static void requireNoneNegative(Duration... times) {
    for (Duration time : times) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("a time of " + time + "; allowed: 0 or more");
      }
    }
  }

  /**
   * The same with another time for listings.
   *
   * @param time how long a listing is used without asking again
   * @return a copy
   */
  public CachePolicy withFreshFor(Duration time) {
    return new CachePolicy(time, negativeFor, missInterval, staleFor, isRefreshedBehind);
  }

  /**
   * The same with another time for what is not there.
   *
   * @param time how long that is used without asking again
   * @return a copy
   */
  public CachePolicy withNegativeFor(Duration time) {
    return new CachePolicy(freshFor, time, missInterval, staleFor, isRefreshedBehind);
  }

  /**
   * The same with another time for stale listings.
   *
   * @param time how much older than fresh a listing may be
   * @return a copy
   */
  public CachePolicy withStaleFor(Duration time) {
    return new CachePolicy(freshFor, negativeFor, missInterval, time, isRefreshedBehind);
  }
}
