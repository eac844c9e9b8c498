package dev.penstock.deploy.analysis;

import java.util.Objects;

/**
 * What the statistical judge found out about one metric.
 *
 * @param label how it is labelled
 * @param critical whether it is a critical failure
 * @param canaryValues how many of the canary's values were compared
 * @param baselineValues how many of the baseline's values were compared
 * @param canaryMean the mean of those of the canary; NaN without any
 * @param baselineMean the mean of those of the baseline; NaN without any
 * @param lower the lower end of the 98 % confidence interval of the shift; NaN if none was computed
 * @param estimate the Hodges-Lehmann estimate of the shift; NaN if none was computed
 * @param upper the upper end of the interval; NaN if none was computed
 * @param effect the effect size; NaN if none was computed, or if it has none because a mean is 0
 * @param reason why, in a sentence for a person
 */
public record MetricComparison(
    MetricLabel label,
    boolean critical,
    int canaryValues,
    int baselineValues,
    double canaryMean,
    double baselineMean,
    double lower,
    double estimate,
    double upper,
    double effect,
    String reason) {

  /** Refuses null. */
  public MetricComparison {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(reason, "reason");
  }
}
