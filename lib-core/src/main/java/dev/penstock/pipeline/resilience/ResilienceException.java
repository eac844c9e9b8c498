package dev.penstock.pipeline.resilience;

import dev.penstock.PenstockException;
import org.jspecify.annotations.Nullable;

/** A call that a decorator refused, gave up, or tried several times in vain. */
public final class ResilienceException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /** Why the call failed. */
  private final Reason reason;

  private ResilienceException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  private ResilienceException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static ResilienceException of(Reason reason, String message) {
    return new ResilienceException(reason, message);
  }

  /** A failure whose message is another one, with a note behind it. */
  static ResilienceException after(Throwable cause, String message, String note) {
    Throwable failure = Failures.unwrapped(cause);
    return new ResilienceException(reasonOf(failure), Failures.withNote(message, note), failure);
  }

  /** Why a call failed; {@link Reason#FAILED} for exceptions that are not ours. */
  static Reason reasonOf(@Nullable Throwable failure) {
    return failure instanceof ResilienceException ours ? ours.reason : Reason.FAILED;
  }

  /**
   * Why the call failed.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /** Why a call failed. */
  public enum Reason {
    /** The executor itself failed. */
    FAILED,
    /** The circuit was open: the executor was not called. */
    CIRCUIT_OPEN,
    /** Too many calls within the period: the executor was not called. */
    RATE_LIMITED,
    /** Too many calls at one time: the executor was not called. */
    BULKHEAD_FULL,
    /** It took too long; asked to stop, the work did end. */
    TIMED_OUT,
    /** It took too long and did not end when asked; it goes on unattended. */
    UNSTOPPABLE,
    /** Somebody asked the action to stop before the executor was called. */
    STOPPED;

    /** Whether the executor was never called. */
    boolean isRefusal() {
      return this != FAILED && this != TIMED_OUT && this != UNSTOPPABLE;
    }
  }
}
