package dev.penstock.deploy;

/** How far a deployment is (D-390, D-401). */
public enum DeploymentStatus {
  /** It was asked for and has not begun. */
  CREATED,
  /** It waits until deployments that were asked for before it have ended. */
  QUEUED,
  /** Its revision is being installed, or its traffic shifted or returned. */
  IN_PROGRESS,
  /** The revision is installed on the idle side and waits until somebody continues it. */
  READY,
  /** The new side serves everything; the old one is kept for a while as the quick way back. */
  BAKING,
  /** It reached its end. */
  SUCCEEDED,
  /** It could not reach its end. */
  FAILED,
  /** It was ended before its end: by an alarm, a person, or because nobody continued it. */
  STOPPED;

  /**
   * Whether the deployment has ended and will never change again.
   *
   * @return true for {@link #SUCCEEDED}, {@link #FAILED} and {@link #STOPPED}
   */
  public boolean isEnd() {
    return this == SUCCEEDED || this == FAILED || this == STOPPED;
  }
}
