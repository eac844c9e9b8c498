package dev.penstock.pipeline;

/** Which actions of a failed stage run again (P-137). */
public enum RetryMode {
  /** Those that failed; the ones that succeeded are not repeated. */
  FAILED_ACTIONS,
  /** All, from the first group on. */
  ALL_ACTIONS
}
