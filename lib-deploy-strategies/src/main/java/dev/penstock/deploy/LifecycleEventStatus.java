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
  SKIPPED
}
