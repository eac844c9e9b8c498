package dev.penstock.deploy;

/** How far one lifecycle event is on one instance (D-392). */
public enum LifecycleEventStatus {
  /** Its turn has not come. */
  PENDING,
  /** It is running. */
  IN_PROGRESS,
  /** It succeeded. */
  SUCCEEDED,
  /** It failed. */
  FAILED,
  /** It will not run. */
  SKIPPED,
  /** Nobody can say: the deployment was stopped before it was known. */
  UNKNOWN;

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code InProgress}
   */
  public String text() {
    return ServiceWords.of(this);
  }
}
