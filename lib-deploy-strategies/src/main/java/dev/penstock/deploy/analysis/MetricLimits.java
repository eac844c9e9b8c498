package dev.penstock.deploy.analysis;

import java.util.Optional;

/**
 * How much a metric puts up with. A limit that is reached is kept; it has to be <em>exceeded</em>
 * (RP-105).
 *
 * @param failures bad measurements, 0 to {@value #MOST}; {@value #UNLIMITED} does not count them
 * @param consecutiveErrors errors in a row, 0 to {@value #MOST}; any other measurement ends the row
 * @param inconclusive measurements that are neither good nor bad, 0 to {@value #MOST}
 * @param consecutiveSuccesses how many good measurements in a row end the metric successfully, 1 to
 *     {@value #MOST}; 0 never does
 */
public record MetricLimits(
    int failures, int consecutiveErrors, int inconclusive, int consecutiveSuccesses) {

  /** The largest limit. */
  public static final int MOST = 1_000_000;

  /** Bad measurements are not counted. */
  public static final int UNLIMITED = -1;

  /** No bad one, four errors in a row, none that is neither; good ones in a row do not matter. */
  public static final MetricLimits DEFAULT = new MetricLimits(0, 4, 0, 0);

  /**
   * Which limit is exceeded. If several are, an error comes before inconclusive before failed.
   *
   * @param counts what was measured so far
   * @return {@code ERROR}, {@code INCONCLUSIVE} or {@code FAILED}; empty if none is exceeded
   */
  public Optional<AnalysisStatus> exceededBy(MetricCounts counts) {
    if (counts.consecutiveErrors() > consecutiveErrors) {
      return Optional.of(AnalysisStatus.ERROR);
    }
    if (counts.inconclusive() > inconclusive) {
      return Optional.of(AnalysisStatus.INCONCLUSIVE);
    }
    if (failures != UNLIMITED && counts.failed() > failures) {
      return Optional.of(AnalysisStatus.FAILED);
    }
    return Optional.empty();
  }
}
