package dev.penstock.pipeline.resilience;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Calls the executor again after a failure in passing.
 *
 * <p>A further try is the same attempt: the executor is called with the same key, its checkpoint,
 * and {@code isRepeat()} true, as after a crash. So it suits calls that failed to get through. What
 * ran and ended badly wants a new attempt, which is the pipeline's retry, and durable. For the same
 * reason a result that says "failed" is final unless {@link #withFailedResults()} says otherwise:
 * by default only what throws, and what a circuit, a limit or a bulkhead refused, is tried again.
 *
 * <p>Never tried again: an action that somebody asked to stop, and work that outlived its time
 * limit and did not end when asked, because two of it would be under way.
 *
 * @param tries how many times the executor is called at most, 1 or more
 * @param backoff how long to wait in between
 * @param condition which exceptions are worth a further try; sees what the executor threw, or a
 *     {@link ResilienceException}
 * @param isForFailedResults whether results that say "failed" are worth a further try
 */
public record Retry(
    int tries, Backoff backoff, Predicate<Throwable> condition, boolean isForFailedResults) {

  /** The backoff of a retry that does not set one: one second, doubling, at most a minute. */
  public static final Backoff DEFAULT_BACKOFF = Backoff.exponential(Duration.ofSeconds(1));

  /** Checks the range. */
  public Retry {
    Positive.count("tries", tries);
    Objects.requireNonNull(backoff, "backoff");
    Objects.requireNonNull(condition, "condition");
  }

  /**
   * A number of tries with the default backoff, for every exception.
   *
   * @param tries how many times the executor is called at most, the first included
   * @return the retry
   */
  public static Retry ofTries(int tries) {
    return new Retry(tries, DEFAULT_BACKOFF, failure -> true, false);
  }

  /**
   * The same with another backoff.
   *
   * @param value how long to wait in between
   * @return a copy
   */
  public Retry withBackoff(Backoff value) {
    return new Retry(tries, value, condition, isForFailedResults);
  }

  /**
   * The same for some exceptions only.
   *
   * @param value which exceptions are worth a further try
   * @return a copy
   */
  public Retry withCondition(Predicate<Throwable> value) {
    return new Retry(tries, backoff, value, isForFailedResults);
  }

  /**
   * The same, also for results that say "failed".
   *
   * @return a copy
   */
  public Retry withFailedResults() {
    return new Retry(tries, backoff, condition, true);
  }
}
