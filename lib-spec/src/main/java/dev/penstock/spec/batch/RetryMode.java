package dev.penstock.spec.batch;

/** Which builds of a batch that failed run again (B-199). */
public enum RetryMode {
  /** All of them. */
  ALL_BUILDS,
  /** Those that did not succeed; what the others made is kept. */
  FAILED_BUILDS
}
