package dev.penstock.artifact.upstream.resilience;

import dev.penstock.pipeline.resilience.Backoff;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a source again that could not be asked.
 *
 * <p>A source that says how long to wait is given that time, unless it is longer than the longest
 * wait of the backoff: then there is no further try, and the caller is told. What is not there, is
 * never asked for again.
 *
 * @param tries how many times the source is asked at most, the first included; 1 or more
 * @param backoff how long to wait in between
 */
public record SourceRetry(int tries, Backoff backoff) {

  /** Checks the range. */
  public SourceRetry {
    if (tries < 1) {
      throw new IllegalArgumentException(tries + " tries; allowed: 1 or more");
    }
    Objects.requireNonNull(backoff, "backoff");
  }

  /**
   * Tries that are a second apart first, then two, then four, at most a minute.
   *
   * @param tries how many times the source is asked at most, the first included
   * @return the retry
   */
  public static SourceRetry ofTries(int tries) {
    return new SourceRetry(tries, Backoff.exponential(Duration.ofSeconds(1)));
  }
}
