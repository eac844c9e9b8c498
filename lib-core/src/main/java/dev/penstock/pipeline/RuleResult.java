package dev.penstock.pipeline;

import java.util.Objects;

/**
 * What a rule of a condition answers.
 *
 * @param outcome whether it holds
 * @param summary one line for people; what is wrong, if it does not hold
 */
public record RuleResult(Outcome outcome, String summary) {

  /** Whether a rule holds. */
  public enum Outcome {
    /** It holds. */
    SUCCEEDED,
    /** It does not hold. */
    FAILED,
    /** Nobody could tell; counts as not holding (P-1206). */
    ERRORED
  }

  /** Both parts are required. */
  public RuleResult {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(summary, "summary");
  }

  /**
   * The rule holds.
   *
   * @param summary why, for a person; may be empty
   * @return the result
   */
  public static RuleResult succeeded(String summary) {
    return new RuleResult(Outcome.SUCCEEDED, summary);
  }

  /**
   * The rule does not hold.
   *
   * @param summary why not, for a person
   * @return the result
   */
  public static RuleResult failed(String summary) {
    return new RuleResult(Outcome.FAILED, summary);
  }

  /**
   * Nobody could tell whether the rule holds.
   *
   * @param summary why not, for a person
   * @return the result
   */
  public static RuleResult errored(String summary) {
    return new RuleResult(Outcome.ERRORED, summary);
  }
}
