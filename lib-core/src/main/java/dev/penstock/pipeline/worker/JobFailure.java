package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.FailureType;
import java.util.Objects;

/**
 * A worker's report of failure (P-1326).
 *
 * @param type why, by the service's kinds
 * @param message what went wrong, for a person; 1 to 5,000 characters
 * @param externalExecutionId how the worker's system names the work, at most 1,500 characters; may
 *     be empty
 */
public record JobFailure(FailureType type, String message, String externalExecutionId) {

  /** All parts are required; lengths are checked when it is reported. */
  public JobFailure {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(externalExecutionId, "externalExecutionId");
  }

  /**
   * A failure of which the worker's system has no name.
   *
   * @param type why
   * @param message what went wrong, for a person; 1 to 5,000 characters
   */
  public JobFailure(FailureType type, String message) {
    this(type, message, "");
  }
}
