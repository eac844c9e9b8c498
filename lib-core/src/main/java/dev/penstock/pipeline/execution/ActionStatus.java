package dev.penstock.pipeline.execution;

/**
 * How far an attempt at an action is (P-903). An action that has not started has no status (P-910).
 */
public enum ActionStatus {
  /** Started, no result yet. */
  IN_PROGRESS("InProgress"),
  /** Ended well. */
  SUCCEEDED("Succeeded"),
  /** Ended badly, was rejected, or took too long. */
  FAILED("Failed"),
  /** Given up by a stop; what it does outside goes on unattended. */
  ABANDONED("Abandoned");

  private final String serviceName;

  ActionStatus(String serviceName) {
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
