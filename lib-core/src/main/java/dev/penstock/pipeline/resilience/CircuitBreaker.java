package dev.penstock.pipeline.resilience;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Stops calling what fails anyway: when too many of the last calls have failed the circuit opens,
 * and calls are refused for a while; then some trial calls decide whether it closes.
 *
 * <p>Counted are calls, a retry's tries each. A call that was refused further in, or whose action
 * was asked to stop, is not counted. A result that says "failed" counts as success unless {@link
 * #withFailedResults()} says otherwise: the executor was reached and answered.
 *
 * @param failureRate at which the circuit opens: the percentage of counted calls that failed, 1 to
 *     100
 * @param window how many of the last calls are looked at, 1 or more
 * @param minimumCalls how many calls there must be before the rate is looked at, 1 to {@code
 *     window}
 * @param openFor how long an open circuit refuses all calls
 * @param trialCalls how many calls decide then, 1 or more; if the rate is reached again it reopens
 * @param condition which exceptions count as failures
 * @param isForFailedResults whether results that say "failed" count as failures
 */
public record CircuitBreaker(
    int failureRate,
    int window,
    int minimumCalls,
    Duration openFor,
    int trialCalls,
    Predicate<Throwable> condition,
    boolean isForFailedResults) {

  /** How long a circuit stays open unless said otherwise. */
  public static final Duration DEFAULT_OPEN_FOR = Duration.ofMinutes(1);

  /** How many calls decide whether a circuit closes again unless said otherwise. */
  public static final int DEFAULT_TRIAL_CALLS = 1;

  /** Checks the ranges. */
  public CircuitBreaker {
    if (failureRate < 1 || failureRate > 100) {
      throw new IllegalArgumentException(
          "failureRate: " + failureRate + " is out of range; allowed: 1 to 100 percent");
    }
    Positive.count("window", window);
    Positive.count("minimumCalls", minimumCalls);
    if (minimumCalls > window) {
      throw new IllegalArgumentException(
          "minimumCalls: " + minimumCalls + " is more than the window of " + window + " calls");
    }
    Positive.duration("openFor", openFor);
    Positive.count("trialCalls", trialCalls);
    Objects.requireNonNull(condition, "condition");
  }

  /**
   * A circuit that opens at a rate of failures, once the window is full.
   *
   * @param failureRate the percentage of the window's calls that failed, 1 to 100
   * @param window how many of the last calls are looked at
   * @return the circuit breaker
   */
  public static CircuitBreaker ofFailureRate(int failureRate, int window) {
    return new CircuitBreaker(
        failureRate, window, window, DEFAULT_OPEN_FOR, DEFAULT_TRIAL_CALLS, failure -> true, false);
  }

  /**
   * The same with a rate that is looked at before the window is full.
   *
   * @param value how many calls there must be, 1 to the window's size
   * @return a copy
   */
  public CircuitBreaker withMinimumCalls(int value) {
    return new CircuitBreaker(
        failureRate, window, value, openFor, trialCalls, condition, isForFailedResults);
  }

  /**
   * The same with another time in which an open circuit refuses calls.
   *
   * @param value how long
   * @return a copy
   */
  public CircuitBreaker withOpenFor(Duration value) {
    return new CircuitBreaker(
        failureRate, window, minimumCalls, value, trialCalls, condition, isForFailedResults);
  }

  /**
   * The same with another number of trial calls.
   *
   * @param value how many calls decide whether it closes again
   * @return a copy
   */
  public CircuitBreaker withTrialCalls(int value) {
    return new CircuitBreaker(
        failureRate, window, minimumCalls, openFor, value, condition, isForFailedResults);
  }

  /**
   * The same for some exceptions only; others count as neither failure nor success.
   *
   * @param value which exceptions count as failures
   * @return a copy
   */
  public CircuitBreaker withCondition(Predicate<Throwable> value) {
    return new CircuitBreaker(
        failureRate, window, minimumCalls, openFor, trialCalls, value, isForFailedResults);
  }

  /**
   * The same, where results that say "failed" count as failures.
   *
   * @return a copy
   */
  public CircuitBreaker withFailedResults() {
    return new CircuitBreaker(
        failureRate, window, minimumCalls, openFor, trialCalls, condition, true);
  }
}
