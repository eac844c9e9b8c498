package dev.penstock.pipeline.execution;

/** How far a condition of a stage is (P-904). */
public enum ConditionStatus {
  /** Its rules were asked, and not all have answered. */
  IN_PROGRESS("InProgress"),
  /** All its rules hold. */
  SUCCEEDED("Succeeded"),
  /** A rule does not hold. */
  FAILED("Failed"),
  /** Nobody could tell whether a rule holds; counts as failed (P-1206). */
  ERRORED("Errored"),
  /** Nobody waits for it any more: the definition was updated, or the stage is retried. */
  CANCELLED("Cancelled"),
  /** It was given up: the execution was stopped, or the stage timed out. */
  ABANDONED("Abandoned"),
  /** Somebody has let the stage go on in spite of it (P-1214). */
  OVERRIDDEN("Overridden");

  private final String serviceName;

  ConditionStatus(String serviceName) {
    this.serviceName = serviceName;
  }

  /**
   * The name that the cloud service uses.
   *
   * @return such as {@code InProgress}
   */
  public String serviceName() {
    return serviceName;
  }

  boolean isFailed() {
    return this == FAILED || this == ERRORED;
  }
}
