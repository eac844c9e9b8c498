package dev.penstock.deploy.analysis;

/** Which number the conditions of a metric look at. */
public enum Reading {
  /** The canary's own. */
  CANARY,
  /** The canary's less the baseline's. */
  DIFFERENCE,
  /**
   * The canary's by the baseline's; 1 is equal. It cannot be evaluated where the baseline's is 0.
   */
  RATIO;

  /**
   * Whether the baseline is measured too.
   *
   * @return false for {@link #CANARY} only
   */
  public boolean needsBaseline() {
    return this != CANARY;
  }

  double of(double canary, double baseline) {
    return switch (this) {
      case CANARY -> canary;
      case DIFFERENCE -> canary - baseline;
      case RATIO -> baseline == 0 ? Double.NaN : canary / baseline;
    };
  }
}
