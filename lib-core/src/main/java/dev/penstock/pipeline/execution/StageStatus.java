package dev.penstock.pipeline.execution;

/** How far an execution is within one stage (P-902). */
public enum StageStatus {
  /** The execution is inside; the stage is locked. */
  IN_PROGRESS("InProgress"),
  /** The execution was asked to stop while inside; actions are still in progress. */
  STOPPING("Stopping"),
  /** The execution was stopped inside the stage. */
  STOPPED("Stopped"),
  /** All actions succeeded. */
  SUCCEEDED("Succeeded"),
  /** An action failed. */
  FAILED("Failed"),
  /** The definition was updated while the execution was inside (P-911). */
  CANCELLED("Cancelled"),
  /** A condition let the execution pass the stage without running it. */
  SKIPPED("Skipped");

  private final String serviceName;

  StageStatus(String serviceName) {
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
