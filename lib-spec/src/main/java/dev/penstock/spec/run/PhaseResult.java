package dev.penstock.spec.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One phase of a build (B-112).
 *
 * @param phase which phase
 * @param status how it ended, or that it runs; empty for {@link PhaseType#COMPLETED} (B-111)
 * @param start when it began
 * @param duration how long it took; empty while it runs, and for {@link PhaseType#COMPLETED}
 * @param contexts what is to be said about it; what made it fail comes first. Holds no secret
 */
public record PhaseResult(
    PhaseType phase,
    Optional<Status> status,
    Instant start,
    Optional<Duration> duration,
    List<Context> contexts) {

  /** All parts are required; copies the list. */
  public PhaseResult {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(duration, "duration");
    contexts = List.copyOf(contexts);
  }

  /**
   * When the phase ended.
   *
   * @return the instant; empty as long as there is no duration
   */
  public Optional<Instant> end() {
    return duration.map(start::plus);
  }

  /**
   * Whether it ended with this status.
   *
   * @param asked the status
   * @return whether it has it
   */
  public boolean is(Status asked) {
    return status.equals(Optional.of(asked));
  }

  /** How a phase or a build stands (B-111). */
  public enum Status {
    /** All its commands succeeded, or it has none. */
    SUCCEEDED,
    /** A command failed, or something that the phase needs is missing. */
    FAILED,
    /** The host failed, not the build: a plug-in threw, or the work directory is lost. */
    FAULT,
    /** The limit of time had passed. */
    TIMED_OUT,
    /** It runs. */
    IN_PROGRESS,
    /** Somebody asked the build to stop. */
    STOPPED
  }

  /**
   * Something that is said about a phase.
   *
   * @param code such as {@code COMMAND_EXECUTION_ERROR}
   * @param message for a person; holds no secret
   */
  public record Context(String code, String message) {

    /** Both parts are required. */
    public Context {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }
}
