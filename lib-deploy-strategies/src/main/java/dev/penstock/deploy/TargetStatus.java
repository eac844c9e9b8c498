package dev.penstock.deploy;

/** How far a deployment is on one instance (D-391). */
public enum TargetStatus {
  /** Its turn has not come. */
  PENDING,
  /** Its lifecycle events are running. */
  IN_PROGRESS,
  /** All its lifecycle events succeeded. */
  SUCCEEDED,
  /** One of its lifecycle events failed. */
  FAILED,
  /** The deployment ended before its turn came; it was not touched. */
  SKIPPED,
  /** The deployment was stopped between two of its lifecycle events. */
  UNKNOWN,
  /** The revision is installed there and its traffic is still elsewhere. */
  READY;

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code InProgress}
   */
  public String text() {
    return ServiceWords.of(this);
  }
}
