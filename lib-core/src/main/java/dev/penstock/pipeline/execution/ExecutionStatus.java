package dev.penstock.pipeline.execution;

/** How far an execution is (P-901). */
public enum ExecutionStatus {
  /** Under way: inside a stage, or waiting in front of one. */
  IN_PROGRESS,
  /** Asked to stop; actions are still in progress. */
  STOPPING,
  /** Stopped on request. Can be resumed by a retry of the stage in which it was stopped. */
  STOPPED,
  /** All stages succeeded. */
  SUCCEEDED,
  /** A newer execution took its place in front of a stage. Final. */
  SUPERSEDED,
  /** A stage failed. Can be resumed by a retry of that stage, until another execution enters it. */
  FAILED;

  /**
   * Whether nothing moves any more, unless somebody retries.
   *
   * @return false for {@link #IN_PROGRESS} and {@link #STOPPING}
   */
  public boolean isEnded() {
    return this != IN_PROGRESS && this != STOPPING;
  }
}
