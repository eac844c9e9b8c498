package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.DataPolicy;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.analysis.MetricLimits;
import dev.penstock.deploy.analysis.MetricSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes metrics ones that are measured again and again. */
final class Watching {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int AT_LEAST = 5;

  private Watching() {}

  /** The same analysis; metrics without an interval get one. */
  static Analysis repeated(Analysis analysis, Duration time) {
    Duration share = time.dividedBy(AT_LEAST);
    Duration interval = share.compareTo(EVERY) < 0 && !share.isZero() ? share : EVERY;
    MetricSchedule schedule = new MetricSchedule(Optional.of(interval), 0, interval);
    List<Metric> metrics =
        analysis.metrics().stream()
            .map(
                metric ->
                    metric.schedule().interval().isPresent()
                        ? metric
                        : with(metric, schedule, metric.limits(), metric.noData()))
            .toList();
    return new Analysis(analysis.name(), metrics, analysis.combination(), analysis.failedChecks());
  }

  /**
   * The same metric, measured once in an interval; only the failed checks of its analysis count,
   * and no data is one of them (RP-124).
   */
  static Metric checked(Metric metric, Duration interval) {
    MetricLimits limits =
        new MetricLimits(
            MetricLimits.MOST, metric.limits().consecutiveErrors(), MetricLimits.MOST, 0);
    return with(
        metric, new MetricSchedule(Optional.of(interval), 0, interval), limits, DataPolicy.FAIL);
  }

  private static Metric with(
      Metric metric, MetricSchedule schedule, MetricLimits limits, DataPolicy noData) {
    return new Metric(
        metric.name(),
        metric.query(),
        metric.success(),
        metric.failure(),
        metric.judge(),
        metric.reading(),
        metric.aggregate(),
        schedule,
        metric.window(),
        limits,
        noData,
        metric.minimumSamples(),
        metric.fewSamples(),
        metric.dryRun(),
        metric.weight());
  }
}
