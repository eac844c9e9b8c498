package dev.penstock.deploy;

/** Why a lifecycle event failed (D-094). */
public enum LifecycleErrorCode {
  /** It did not fail. */
  SUCCESS,
  /** The revision has no such script. */
  SCRIPT_MISSING,
  /** The script could not be made executable. */
  SCRIPT_NOT_EXECUTABLE,
  /** The script, or the whole event, took too long. */
  SCRIPT_TIMED_OUT,
  /** The script ended with a status other than 0. */
  SCRIPT_FAILED,
  /** Anything else; the message says what. */
  UNKNOWN_ERROR
}
