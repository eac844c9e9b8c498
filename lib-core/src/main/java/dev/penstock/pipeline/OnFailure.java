package dev.penstock.pipeline;

import java.util.Objects;
import java.util.Optional;

/**
 * What follows when a stage fails (P-136): always, or only if a condition says so.
 *
 * @param result what always follows; empty if nothing does, or if the condition decides
 * @param retryMode which actions an automatic retry runs again; empty for {@link
 *     #DEFAULT_RETRY_MODE}
 * @param condition asked after the failure; its result follows if it does not hold (P-1205); empty
 *     if there is none
 */
public record OnFailure(
    Optional<ConditionResult> result,
    Optional<RetryMode> retryMode,
    Optional<Condition> condition) {

  /** What an automatic retry runs again unless it says otherwise (P-1024). */
  public static final RetryMode DEFAULT_RETRY_MODE = RetryMode.FAILED_ACTIONS;

  /** All parts are required, though each may be empty. */
  public OnFailure {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(retryMode, "retryMode");
    Objects.requireNonNull(condition, "condition");
  }

  /**
   * The stage goes back to what succeeded in it before (P-1121).
   *
   * @return the reaction
   */
  public static OnFailure rollback() {
    return new OnFailure(Optional.of(ConditionResult.ROLLBACK), Optional.empty(), Optional.empty());
  }

  /**
   * The stage is tried once more (P-1021).
   *
   * @param mode which actions run again
   * @return the reaction
   */
  public static OnFailure retry(RetryMode mode) {
    return new OnFailure(Optional.of(ConditionResult.RETRY), Optional.of(mode), Optional.empty());
  }

  /**
   * A condition decides (P-1205).
   *
   * @param condition asked after the failure
   * @return the reaction
   */
  public static OnFailure when(Condition condition) {
    return new OnFailure(Optional.empty(), Optional.empty(), Optional.of(condition));
  }
}
