package dev.penstock.spec.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How one phase of a build ended.
 *
 * @param phase which phase
 * @param status how it ended
 * @param start when it began
 * @param duration how long it took
 * @param failure what went wrong; empty if nothing
 */
public record PhaseResult(
    PhaseType phase, Status status, Instant start, Duration duration, Optional<Failure> failure) {

  /** All parts are required. */
  public PhaseResult {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(failure, "failure");
  }

  /** How a phase ended. */
  public enum Status {
    /** All its commands succeeded, or it has none. */
    SUCCEEDED,
    /** A command failed, or something that the phase needs is missing. */
    FAILED,
    /** Somebody asked the build to stop. */
    STOPPED
  }

  /**
   * What went wrong.
   *
   * @param code such as {@code COMMAND_EXECUTION_ERROR}
   * @param message for a person; holds no secret
   */
  public record Failure(String code, String message) {

    /** Both parts are required. */
    public Failure {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }
}
