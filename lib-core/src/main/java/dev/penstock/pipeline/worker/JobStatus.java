package dev.penstock.pipeline.worker;

/** How far a job is (P-908). */
public enum JobStatus {
  /** It exists, but nobody can have it yet. */
  CREATED("Created"),
  /** It waits for a worker. */
  QUEUED("Queued"),
  /** It was offered to a worker that has not acknowledged it. */
  DISPATCHED("Dispatched"),
  /** A worker has it. */
  IN_PROGRESS("InProgress"),
  /** It was to stop, or took too long, before a worker reported its end. */
  TIMED_OUT("TimedOut"),
  /** Its worker has reported success. */
  SUCCEEDED("Succeeded"),
  /** Its worker has reported failure, or it could not be offered. */
  FAILED("Failed");

  private final String serviceName;

  JobStatus(String serviceName) {
    this.serviceName = serviceName;
  }

  /**
   * What the service calls it.
   *
   * @return such as {@code InProgress}
   */
  public String serviceName() {
    return serviceName;
  }

  /**
   * Whether the job is over.
   *
   * @return true for the last three
   */
  public boolean isEnded() {
    return this == TIMED_OUT || this == SUCCEEDED || this == FAILED;
  }
}
