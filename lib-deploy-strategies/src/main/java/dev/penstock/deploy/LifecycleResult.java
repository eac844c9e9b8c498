package dev.penstock.deploy;

import java.util.Objects;

/**
 * How a lifecycle event ended on an instance.
 *
 * @param code {@link LifecycleErrorCode#SUCCESS}, or why it failed
 * @param message one sentence for a person, at most {@value #LONGEST_MESSAGE} characters; longer
 *     ones are cut
 * @param logTail the last lines that its scripts wrote, at most {@value #LONGEST_LOG} characters;
 *     of longer ones the end is kept
 */
public record LifecycleResult(LifecycleErrorCode code, String message, String logTail) {

  /** How long a message may be. */
  public static final int LONGEST_MESSAGE = 1_024;

  /** How long a log tail may be. */
  public static final int LONGEST_LOG = 2_048;

  /** Cuts what is too long. */
  public LifecycleResult {
    Objects.requireNonNull(code, "code");
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE);
    }
    if (logTail.length() > LONGEST_LOG) {
      logTail = logTail.substring(logTail.length() - LONGEST_LOG);
    }
  }

  /**
   * Success.
   *
   * @param logTail the last lines that scripts wrote, perhaps none
   * @return the result
   */
  public static LifecycleResult succeeded(String logTail) {
    return new LifecycleResult(LifecycleErrorCode.SUCCESS, "", logTail);
  }

  /**
   * Failure.
   *
   * @param code why, any but {@link LifecycleErrorCode#SUCCESS}
   * @param message what went wrong, for a person
   * @param logTail the last lines that scripts wrote, perhaps none
   * @return the result
   */
  public static LifecycleResult failed(LifecycleErrorCode code, String message, String logTail) {
    if (code == LifecycleErrorCode.SUCCESS) {
      throw new IllegalArgumentException("code: SUCCESS is no failure; allowed: any other code");
    }
    return new LifecycleResult(code, message, logTail);
  }

  /**
   * Whether the event succeeded.
   *
   * @return true for {@link LifecycleErrorCode#SUCCESS}
   */
  public boolean isSucceeded() {
    return code == LifecycleErrorCode.SUCCESS;
  }
}
