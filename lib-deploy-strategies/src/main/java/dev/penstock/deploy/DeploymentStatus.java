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
   * Whether a deployment of this status may come to have another one (D-401).
   *
   * <pre>
   * CREATED → QUEUED → IN_PROGRESS → SUCCEEDED, FAILED, STOPPED
   *                    IN_PROGRESS → READY → IN_PROGRESS, STOPPED
   *                    IN_PROGRESS → BAKING → SUCCEEDED, STOPPED
   * </pre>
   *
   * <p>Nothing need wait its turn, so CREATED may be followed by IN_PROGRESS at once, and what was
   * never begun may be STOPPED, or FAILED if it has nowhere to go.
   *
   * @param next the other status
   * @return true if it may be the next one
   */
  public boolean canBecome(DeploymentStatus next) {
    return switch (this) {
      case CREATED -> next == QUEUED || next == IN_PROGRESS || next == STOPPED || next == FAILED;
      case QUEUED -> next == IN_PROGRESS || next == STOPPED || next == FAILED;
      case IN_PROGRESS -> next == READY || next == BAKING || next.isEnd();
      case READY -> next == IN_PROGRESS || next == STOPPED;
      case BAKING -> next == SUCCEEDED || next == STOPPED;
      case SUCCEEDED, FAILED, STOPPED -> false;
    };
  }

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code InProgress}
   */
  public String text() {
    return ServiceWords.of(this);
  }

  /**
   * Whether the deployment has ended and will never change again.
   *
   * @return true for {@link #SUCCEEDED}, {@link #FAILED} and {@link #STOPPED}
   */
  public boolean isEnd() {
    return this == SUCCEEDED || this == FAILED || this == STOPPED;
  }
}
