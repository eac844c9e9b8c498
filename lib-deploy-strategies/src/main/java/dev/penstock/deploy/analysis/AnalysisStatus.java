package dev.penstock.deploy.analysis;

/** Where an analysis, or one metric of it, stands. All but {@link #RUNNING} are final. */
public enum AnalysisStatus {
  /** More is to be measured. */
  RUNNING,
  /** Good: go on. */
  SUCCESSFUL,
  /** Bad: go back. */
  FAILED,
  /** Neither good nor bad: a person decides. */
  INCONCLUSIVE,
  /** It could not be measured: go back. */
  ERROR;

  /**
   * Whether nothing changes any more.
   *
   * @return false for {@link #RUNNING} only
   */
  public boolean isFinal() {
    return this != RUNNING;
  }
}
