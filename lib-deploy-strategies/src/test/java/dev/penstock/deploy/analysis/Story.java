package dev.penstock.deploy.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An analysis whose measurements arrive as soon as they are due. */
final class Story {
  static final Instant START = Instant.parse("2024-03-01T12:00:00Z");
  static final Measurement ERROR = Measurement.failed("connection refused");

  private AnalysisRun run;

  private Story(AnalysisRun run) {
    this.run = run;
  }

  static Story of(Metric... metrics) {
    return of(Analysis.of(metrics));
  }

  static Story of(Analysis analysis) {
    return new Story(AnalysisRun.start(analysis, START));
  }

  static Instant after(long seconds) {
    return START.plus(Duration.ofSeconds(seconds));
  }

  /** Tells the next measurement of a metric. */
  Story tell(String metric, Measurement measurement) {
    MetricRun of = of(metric);
    run = run.measured(metric, of.number(), measurement, of.dueAt());
    return this;
  }

  /** Tells the next values of a metric, in turn. */
  Story tell(String metric, double... values) {
    for (double value : values) {
      tell(metric, Measurement.of(value));
    }
    return this;
  }

  Story terminate() {
    run = run.terminate(after(1_000_000));
    return this;
  }

  AnalysisRun run() {
    return run;
  }

  AnalysisStatus status() {
    return run.verdict().status();
  }

  /** Of the only metric. */
  Outcome lastOutcome() {
    List<Evidence> evidence = run.metrics().get(0).evidence();
    return evidence.get(evidence.size() - 1).outcome();
  }

  MetricRun of(String metric) {
    return run.metrics().stream()
        .filter(each -> each.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  AnalysisStatus status(String metric) {
    return of(metric).status();
  }
}
