package dev.penstock.pipeline.execution;

/** How far a rule of a condition is (P-905). */
public enum RuleStatus {
  /** Asked, no answer yet. */
  IN_PROGRESS("InProgress"),
  /** It holds. */
  SUCCEEDED("Succeeded"),
  /** It does not hold, or nobody could tell. */
  FAILED("Failed"),
  /** Its condition was ended before it answered. */
  ABANDONED("Abandoned");

  private final String serviceName;

  RuleStatus(String serviceName) {
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
}
