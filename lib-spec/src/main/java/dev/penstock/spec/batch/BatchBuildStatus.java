package dev.penstock.spec.batch;

/** How a build of a batch stands. */
public enum BatchBuildStatus {
  /** It waits for builds that it depends on. */
  WAITING,
  /** It runs. */
  IN_PROGRESS,
  /** It succeeded. */
  SUCCEEDED,
  /** It failed. */
  FAILED,
  /** The host failed. */
  FAULT,
  /** Its time was up. */
  TIMED_OUT,
  /** It was stopped. */
  STOPPED,
  /** It did not run, because a build that it depends on failed, or the batch was stopped before. */
  SKIPPED;

  /**
   * Whether the build has come to an end.
   *
   * @return false while it waits or runs
   */
  public boolean isEnd() {
    return this != WAITING && this != IN_PROGRESS;
  }
}
