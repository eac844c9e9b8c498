package dev.penstock.pipeline.execution;

/** How far an execution is (P-901). */
public enum ExecutionStatus {
  /** Under way: inside a stage, or waiting in front of one. */
  IN_PROGRESS("InProgress"),
  /** Asked to stop; actions are still in progress. */
  STOPPING("Stopping"),
  /** Stopped on request. Can be resumed by a retry of the stage in which it was stopped. */
  STOPPED("Stopped"),
  /** All stages succeeded. Final. */
  SUCCEEDED("Succeeded"),
  /** A newer execution took its place in front of a stage. Final. */
  SUPERSEDED("Superseded"),
  /** A stage failed. Can be resumed by a retry of that stage, until another execution enters it. */
  FAILED("Failed"),
  /** The definition was updated while it was under way (P-911). Final. */
  CANCELLED("Cancelled");

  private final String serviceName;

  ExecutionStatus(String serviceName) {
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

  /**
   * Whether nothing moves any more, unless somebody retries.
   *
   * @return false for {@link #IN_PROGRESS} and {@link #STOPPING}
   */
  public boolean isEnded() {
    return this != IN_PROGRESS && this != STOPPING;
  }

  /**
   * Whether nothing will ever move again (P-912).
   *
   * @return true for {@link #SUCCEEDED}, {@link #SUPERSEDED} and {@link #CANCELLED}
   */
  public boolean isFinal() {
    return this == SUCCEEDED || this == SUPERSEDED || this == CANCELLED;
  }
}
