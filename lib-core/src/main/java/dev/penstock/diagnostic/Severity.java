package dev.penstock.diagnostic;

/** How much a diagnostic matters. */
public enum Severity {
  /** What was written cannot be used. */
  ERROR,
  /** It can be used, but probably does not mean what its author thinks. */
  WARNING,
  /** Worth knowing. */
  INFO
}
