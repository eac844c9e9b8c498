package dev.penstock.spec.report;

/** How one test case ended (B-156). */
public enum CaseStatus {
  /** It passed. */
  SUCCEEDED,
  /** Something that it checked does not hold. */
  FAILED,
  /** It broke before it could tell. */
  ERROR,
  /** It did not run. */
  SKIPPED,
  /** The report does not tell. */
  UNKNOWN;

  /**
   * Whether somebody has to look.
   *
   * @return true for {@link #FAILED} and {@link #ERROR}
   */
  public boolean isFailure() {
    return this == FAILED || this == ERROR;
  }
}
