package dev.penstock.pipeline.worker;

import dev.penstock.process.Rejection;

/** Why a worker is refused. The codes are stable; each also says what the service throws. */
public enum JobRejection {
  /** No job has this id, or it ended too long ago. */
  UNKNOWN("job.unknown", "JobNotFoundException"),
  /** The nonce is of no offer, or of an older one (P-1321). */
  INVALID_NONCE("job.invalid-nonce", "InvalidNonceException"),
  /** No worker has the job, or it has ended otherwise. */
  INVALID_STATE("job.invalid-state", "InvalidJobStateException"),
  /** A text is too long, a number out of range, or variables come with a continuation token. */
  INVALID("job.invalid", "ValidationException");

  private final String code;
  private final String exception;

  JobRejection(String code, String exception) {
    this.code = code;
    this.exception = exception;
  }

  /**
   * The code of such a {@link Rejection}.
   *
   * @return such as {@code job.invalid-nonce}
   */
  public String code() {
    return code;
  }

  /**
   * What the cloud service throws in this case.
   *
   * @return such as {@code InvalidNonceException}
   */
  public String exception() {
    return exception;
  }

  JobAnswer because(String reason) {
    return new JobAnswer.Refused(new Rejection(code, reason));
  }
}
