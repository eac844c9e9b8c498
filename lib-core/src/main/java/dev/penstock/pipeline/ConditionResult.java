package dev.penstock.pipeline;

/** What follows when a condition does not hold, or when a stage fails (P-139). */
public enum ConditionResult {
  /** The stage goes back to what succeeded in it before. */
  ROLLBACK,
  /** The stage fails. */
  FAIL,
  /** The stage is tried once more. */
  RETRY,
  /** No action of the stage runs, and the execution goes on to the next stage. */
  SKIP
}
