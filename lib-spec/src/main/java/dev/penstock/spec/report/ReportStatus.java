package dev.penstock.spec.report;

/** How a report stands (B-156). */
public enum ReportStatus {
  /** Its files are being read. */
  GENERATING,
  /** No test case failed. */
  SUCCEEDED,
  /** A test case failed. This alone does not fail the build. */
  FAILED,
  /** There was no file, or one that could not be read. */
  INCOMPLETE,
  /** It is being removed. */
  DELETING
}
