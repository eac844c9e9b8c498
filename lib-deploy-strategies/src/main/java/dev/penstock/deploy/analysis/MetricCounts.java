package dev.penstock.deploy.analysis;

/**
 * What was measured of one metric so far.
 *
 * @param successful good measurements, 0 or more
 * @param failed bad measurements, 0 or more
 * @param inconclusive measurements that were neither, 0 or more
 * @param undecided measurements after which a sequential test did not know yet, 0 or more
 * @param errors measurements that could not be taken or judged, 0 or more
 * @param consecutiveErrors errors since the last measurement that was none, 0 or more
 * @param consecutiveSuccesses good ones since the last measurement that was not good, 0 or more
 * @param waited measurements that counted for nothing, 0 or more
 */
public record MetricCounts(
    int successful,
    int failed,
    int inconclusive,
    int undecided,
    int errors,
    int consecutiveErrors,
    int consecutiveSuccesses,
    int waited) {

  /** Nothing was measured yet. */
  public static final MetricCounts NONE = new MetricCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * The measurements that use up the metric's count: all but errors and those that counted for
   * nothing.
   *
   * @return 0 or more
   */
  public int counted() {
    return successful + failed + inconclusive + undecided;
  }

  /**
   * All measurements, whatever they said.
   *
   * @return 0 or more
   */
  public int total() {
    return counted() + errors + waited;
  }

  /**
   * The counts after one more measurement.
   *
   * @param outcome what it said
   * @return the later counts
   */
  public MetricCounts and(Outcome outcome) {
    boolean good = outcome == Outcome.SUCCESSFUL;
    boolean error = outcome == Outcome.ERROR;
    boolean neutral = outcome == Outcome.WAITED || outcome == Outcome.UNDECIDED;
    return new MetricCounts(
        successful + (good ? 1 : 0),
        failed + (outcome == Outcome.FAILED ? 1 : 0),
        inconclusive + (outcome == Outcome.INCONCLUSIVE ? 1 : 0),
        undecided + (outcome == Outcome.UNDECIDED ? 1 : 0),
        errors + (error ? 1 : 0),
        error ? consecutiveErrors + 1 : 0,
        good ? consecutiveSuccesses + 1 : neutral ? consecutiveSuccesses : 0,
        waited + (outcome == Outcome.WAITED ? 1 : 0));
  }
}
