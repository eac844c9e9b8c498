package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.analysis.MetricSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes an analysis one that goes on for a time. */
final class Watching {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int AT_LEAST = 5;

  private Watching() {}

  /** The same analysis; metrics without an interval get one. */
  static Analysis repeated(Analysis analysis, Duration time) {
    Duration share = time.dividedBy(AT_LEAST);
    Duration interval = share.compareTo(EVERY) < 0 && !share.isZero() ? share : EVERY;
    List<Metric> metrics =
        analysis.metrics().stream().map(metric -> repeated(metric, interval)).toList();
    return new Analysis(analysis.name(), metrics, analysis.combination(), analysis.failedChecks());
  }

  private static Metric repeated(Metric metric, Duration interval) {
    if (metric.schedule().interval().isPresent()) {
      return metric;
    }
    return new Metric(
        metric.name(),
        metric.query(),
        metric.success(),
        metric.failure(),
        metric.judge(),
        metric.reading(),
        metric.aggregate(),
        new MetricSchedule(Optional.of(interval), 0, interval),
        metric.window(),
        metric.limits(),
        metric.noData(),
        metric.minimumSamples(),
        metric.fewSamples(),
        metric.dryRun(),
        metric.weight());
  }
}
