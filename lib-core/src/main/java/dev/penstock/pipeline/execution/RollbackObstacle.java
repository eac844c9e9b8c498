package dev.penstock.pipeline.execution;

/** Why a stage that was to bring itself back when it failed has just failed. */
public enum RollbackObstacle {
  /** No execution has succeeded in it under the present version of the definition (P-1122). */
  NOTHING_SUCCEEDED(
      "no execution has succeeded in it under the present version of the definition, which an update"
          + " makes a new one"),
  /** The execution that failed is itself a rollback, after which there is no second (P-1110). */
  IS_ROLLBACK("the execution is itself a rollback");

  private final String reason;

  RollbackObstacle(String reason) {
    this.reason = reason;
  }

  /**
   * The obstacle in words.
   *
   * @return such as {@code the execution is itself a rollback}; "it" is the stage
   */
  public String reason() {
    return reason;
  }
}
