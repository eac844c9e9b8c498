package dev.penstock.spec.batch;

/** Where a batch stands (B-199). */
public enum BatchPhase {
  /** It was asked for. */
  SUBMITTED,
  /** Its plan is being read. */
  DOWNLOAD_BATCHSPEC,
  /** Builds run, or wait for others. */
  IN_PROGRESS,
  /** Its artifacts are being combined. */
  COMBINE_ARTIFACTS,
  /** It has ended, and no build failed whose failure counts. */
  SUCCEEDED,
  /** It has ended otherwise. */
  FAILED,
  /** It was stopped. */
  STOPPED;

  /**
   * Whether the batch has ended.
   *
   * @return true for the last three
   */
  public boolean isEnd() {
    return compareTo(COMBINE_ARTIFACTS) > 0;
  }
}
