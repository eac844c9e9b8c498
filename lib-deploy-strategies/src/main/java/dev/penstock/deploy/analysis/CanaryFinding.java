package dev.penstock.deploy.analysis;

import java.util.Objects;

/**
 * What a judge found out about one of its metrics.
 *
 * @param metric the metric
 * @param comparison what its series say
 */
public record CanaryFinding(CanaryMetric metric, MetricComparison comparison) {

  /** Refuses null. */
  public CanaryFinding {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(comparison, "comparison");
  }
}
