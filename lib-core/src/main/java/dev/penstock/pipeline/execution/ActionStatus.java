package dev.penstock.pipeline.execution;

/**
 * How far an attempt at an action is (P-903). An action that has not started has no status (P-910).
 */
public enum ActionStatus {
  /** Started, no result yet. */
  IN_PROGRESS,
  /** Ended well. */
  SUCCEEDED,
  /** Ended badly, was rejected, or took too long. */
  FAILED,
  /** Given up by a stop; what it does outside goes on unattended. */
  ABANDONED
}
