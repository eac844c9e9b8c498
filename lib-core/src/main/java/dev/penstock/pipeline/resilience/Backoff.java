package dev.penstock.pipeline.resilience;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a retry waits between two tries.
 *
 * <p>The wait before try {@code n + 1} is {@code first * multiplier^(n-1)}, at most {@code
 * longest}; jitter then moves it up or down by at most its share, so that many callers do not come
 * back at one time.
 *
 * @param first the wait before the second try, 1 millisecond to 365 days
 * @param multiplier by which each wait is longer than the one before, 1 to 100
 * @param longest the longest wait before jitter, at least {@code first}
 * @param jitter the share of a wait by which it may become longer or shorter, 0 to 1
 * @param random the host's source of chance; present when there is jitter. Used by the threads that
 *     run actions, so it is safe for several threads
 */
public record Backoff(
    Duration first,
    double multiplier,
    Duration longest,
    double jitter,
    Optional<RandomGenerator> random) {

  /** How much longer each wait of {@link #exponential} is than the one before. */
  public static final double DEFAULT_MULTIPLIER = 2;

  /** The longest wait of {@link #exponential}, unless the first one is longer. */
  public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(1);

  /** Checks the ranges. */
  public Backoff {
    Positive.duration("first", first);
    Positive.duration("longest", longest);
    Objects.requireNonNull(random, "random");
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "longest: " + longest + " is shorter than the first wait, " + first);
    }
    if (!(multiplier >= 1 && multiplier <= 100)) {
      throw new IllegalArgumentException(
          "multiplier: " + multiplier + " is out of range; allowed: 1 to 100");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter: " + jitter + " is out of range; allowed: 0 to 1");
    }
    if (jitter > 0 && random.isEmpty()) {
      throw new IllegalArgumentException("jitter: " + jitter + " needs a source of chance");
    }
  }

  /**
   * Waits that double, from the first up to a minute.
   *
   * @param first the wait before the second try
   * @return the backoff, without jitter
   */
  public static Backoff exponential(Duration first) {
    return new Backoff(
        first,
        DEFAULT_MULTIPLIER,
        first.compareTo(DEFAULT_LONGEST) > 0 ? first : DEFAULT_LONGEST,
        0,
        Optional.empty());
  }

  /**
   * Waits of one length.
   *
   * @param wait the wait before each further try
   * @return the backoff, without jitter
   */
  public static Backoff constant(Duration wait) {
    return new Backoff(wait, 1, wait, 0, Optional.empty());
  }

  /**
   * The same with another multiplier.
   *
   * @param value by which each wait is longer than the one before, 1 to 100
   * @return a copy
   */
  public Backoff withMultiplier(double value) {
    return new Backoff(first, value, longest, jitter, random);
  }

  /**
   * The same with another longest wait.
   *
   * @param value the longest wait before jitter, at least the first one
   * @return a copy
   */
  public Backoff withLongest(Duration value) {
    return new Backoff(first, multiplier, value, jitter, random);
  }

  /**
   * The same with jitter.
   *
   * @param share the share of a wait by which it may become longer or shorter, 0 to 1
   * @param source the host's source of chance, safe for several threads
   * @return a copy
   */
  public Backoff withJitter(double share, RandomGenerator source) {
    return new Backoff(first, multiplier, longest, share, Optional.of(source));
  }

  /**
   * The wait after a try. Draws lots if there is jitter.
   *
   * @param failed how many tries have failed, at least 1
   * @return the wait in whole milliseconds
   */
  public Duration after(int failed) {
    Positive.count("failed", failed);
    double millis =
        Math.min(
            first.toMillis() * Math.pow(multiplier, failed - 1.0), (double) longest.toMillis());
    if (jitter > 0) {
      millis *= 1 + jitter * (2 * random.orElseThrow().nextDouble() - 1);
    }
    return Duration.ofMillis(Math.round(millis));
  }
}
