package dev.penstock.pipeline;

import java.util.List;

/** When a condition of a stage is evaluated, and what may follow (P-215). */
public enum ConditionKind {
  /** Before any action starts; the stage is locked already (P-1203). */
  BEFORE_ENTRY("beforeEntry", ConditionResult.FAIL, ConditionResult.SKIP),
  /** After all actions have succeeded (P-1204). */
  ON_SUCCESS("onSuccess", ConditionResult.ROLLBACK, ConditionResult.FAIL),
  /** After actions have failed and none is in progress any more (P-1205). */
  ON_FAILURE("onFailure", ConditionResult.ROLLBACK, ConditionResult.RETRY);

  private final String field;
  private final ConditionResult one;
  private final ConditionResult other;

  ConditionKind(String field, ConditionResult one, ConditionResult other) {
    this.field = field;
    this.one = one;
    this.other = other;
  }

  /**
   * The name of a definition's field.
   *
   * @return such as {@code beforeEntry}
   */
  public String field() {
    return field;
  }

  /**
   * What may follow when such a condition does not hold.
   *
   * @return the results
   */
  public List<ConditionResult> results() {
    return List.of(one, other);
  }
}
