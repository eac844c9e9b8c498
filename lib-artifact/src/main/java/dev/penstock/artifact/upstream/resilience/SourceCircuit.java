package dev.penstock.artifact.upstream.resilience;

import java.time.Duration;

/**
 * Leaves a source alone that fails anyway: when too many of the last calls have failed the circuit
 * opens, and nothing is asked for a while; then some trial calls decide whether it closes.
 *
 * @param failureRate at which it opens: the percentage of calls that failed, 1 to 100
 * @param window how many of the last calls are looked at, and how many there must be; 1 or more
 * @param openFor how long nothing is asked; at least one millisecond
 * @param trialCalls how many calls decide then; 1 or more
 */
public record SourceCircuit(int failureRate, int window, Duration openFor, int trialCalls) {

  /** Checks the ranges. */
  public SourceCircuit {
    if (failureRate < 1 || failureRate > 100) {
      throw new IllegalArgumentException(
          "a failure rate of " + failureRate + "; allowed: 1 to 100 percent");
    }
    if (window < 1 || trialCalls < 1) {
      throw new IllegalArgumentException(
          "a window of " + window + " and " + trialCalls + " trial calls; allowed: 1 or more");
    }
    if (openFor.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "open for " + openFor + "; allowed: one millisecond or more");
    }
  }

  /**
   * A circuit with one trial call, that is open for a minute.
   *
   * @param failureRate at which it opens: the percentage of calls that failed, 1 to 100
   * @param window how many of the last calls are looked at
   * @return the circuit
   */
  public static SourceCircuit ofFailureRate(int failureRate, int window) {
    return new SourceCircuit(failureRate, window, Duration.ofMinutes(1), 1);
  }
}
