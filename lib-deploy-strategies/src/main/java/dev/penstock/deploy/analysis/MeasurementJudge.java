package dev.penstock.deploy.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what one measurement of a metric means (RP-104), by its policies, conditions or judge. */
final class MeasurementJudge {
  private final Metric metric;
  private final int number;
  private final Instant at;

  private MeasurementJudge(Metric metric, int number, Instant at) {
    this.metric = metric;
    this.number = number;
    this.at = at;
  }

  static Evidence judge(Metric metric, int number, Measurement measurement, Instant at) {
    MeasurementJudge judge = new MeasurementJudge(metric, number, at);
    if (measurement instanceof Measurement.Failed failed) {
      return judge.unjudged(Outcome.ERROR, failed.message());
    }
    if (measurement instanceof Measurement.Values values) {
      return judge.values(values);
    }
    if (measurement instanceof Measurement.Counts counts) {
      return judge.counts(counts);
    }
    return judge.noData("no data");
  }

  private Evidence values(Measurement.Values values) {
    MetricJudge test = metric.judge().orElse(null);
    boolean comparable =
        CanarySeries.isComparable(values.canary()) && CanarySeries.isComparable(values.baseline());
    if (test != null && !comparable) {
      return unjudged(Outcome.ERROR, "a value is infinite or huge");
    }
    if (test instanceof MannWhitneyTest mannWhitney) {
      boolean none = values.canary().isEmpty() || values.baseline().isEmpty();
      Optional<Evidence> tooFew = none ? Optional.empty() : tooFew(values.samples());
      return tooFew.orElseGet(() -> compared(mannWhitney, values.canary(), values.baseline()));
    }
    if (values.canary().isEmpty() || (metric.needsBaseline() && values.baseline().isEmpty())) {
      return noData(values.canary().isEmpty() ? "no data" : "no data of the baseline");
    }
    if (test instanceof SequentialTest sequential) {
      boolean gaps = values.canary().contains(Double.NaN) || values.baseline().contains(Double.NaN);
      return tooFew(values.samples())
          .orElseGet(
              () ->
                  gaps
                      ? unjudged(Outcome.ERROR, "a value is NaN, of which there is no mean")
                      : sequential(sequential.compare(values.canary(), values.baseline())));
    }
    double canary = metric.aggregate().of(values.canary());
    double baseline = metric.needsBaseline() ? metric.aggregate().of(values.baseline()) : 0;
    return tooFew(values.samples()).orElseGet(() -> conditions(canary, baseline));
  }

  private Evidence counts(Measurement.Counts counts) {
    if (counts.canaryTrials() == 0 || (metric.needsBaseline() && counts.baselineTrials() == 0)) {
      return noData(counts.canaryTrials() == 0 ? "no data" : "no data of the baseline");
    }
    MetricJudge test = metric.judge().orElse(null);
    if (test instanceof MannWhitneyTest) {
      return unjudged(Outcome.ERROR, "counts instead of the series that the judge compares");
    }
    long samples =
        metric.needsBaseline()
            ? Math.min(counts.canaryTrials(), counts.baselineTrials())
            : counts.canaryTrials();
    Optional<Evidence> tooFew = tooFew(samples);
    if (tooFew.isPresent()) {
      return tooFew.get();
    }
    if (test instanceof SequentialTest sequential) {
      return sequential(sequential.compare(counts));
    }
    double canary = (double) counts.canaryEvents() / counts.canaryTrials();
    double baseline =
        metric.needsBaseline() ? (double) counts.baselineEvents() / counts.baselineTrials() : 0;
    return conditions(canary, baseline);
  }

  private Evidence conditions(double canary, double baseline) {
    double value = metric.reading().of(canary, baseline);
    Optional<Condition> success = metric.success();
    Optional<Condition> failure = metric.failure();
    if (success.isEmpty() && failure.isEmpty()) {
      return judged(Outcome.SUCCESSFUL, value, shown(value) + ", and no condition");
    }
    if (Double.isNaN(value)) {
      return unjudged(
          Outcome.ERROR,
          metric.reading() == Reading.RATIO && baseline == 0
              ? "no ratio to a baseline of 0"
              : "the value is NaN, of which no condition can be told");
    }
    if (failure.isPresent() && failure.get().holds(value)) {
      return judged(Outcome.FAILED, value, shown(value) + " is " + failure.get());
    }
    if (success.isEmpty()) {
      return judged(Outcome.SUCCESSFUL, value, shown(value) + " is not " + failure.orElseThrow());
    }
    if (success.get().holds(value)) {
      return judged(Outcome.SUCCESSFUL, value, shown(value) + " is " + success.get());
    }
    String neither = shown(value) + " is not " + success.get();
    return failure.isEmpty()
        ? judged(Outcome.FAILED, value, neither)
        : judged(Outcome.INCONCLUSIVE, value, neither + " and not " + failure.get());
  }

  private Evidence compared(MannWhitneyTest test, List<Double> canary, List<Double> baseline) {
    MetricComparison found =
        SeriesComparison.compare(
            CanaryMetric.of(metric.name()).withTest(test),
            new CanarySeries(canary, baseline),
            number);
    return switch (found.label()) {
      case PASS -> compared(Outcome.SUCCESSFUL, found);
      case HIGH, LOW -> compared(Outcome.FAILED, found);
      case NODATA, NODATA_FAIL -> noData(found.reason());
    };
  }

  private Evidence compared(Outcome outcome, MetricComparison found) {
    Optional<Double> shift =
        Double.isNaN(found.estimate()) ? Optional.empty() : Optional.of(found.estimate());
    return new Evidence(number, at, outcome, true, shift, found.label() + ": " + found.reason());
  }

  private Evidence sequential(SequentialResult result) {
    String reason =
        "difference "
            + Figures.text(result.difference())
            + ", within ["
            + Figures.text(result.lower())
            + ", "
            + Figures.text(result.upper())
            + "], p-value "
            + Figures.text(result.pValue());
    return switch (result.answer()) {
      case WORSE -> judged(Outcome.FAILED, result.difference(), "worse: " + reason);
      case NO_WORSE -> judged(Outcome.SUCCESSFUL, result.difference(), "no worse: " + reason);
      case UNDECIDED -> judged(Outcome.UNDECIDED, result.difference(), "not known yet: " + reason);
    };
  }

  private Evidence noData(String reason) {
    return unjudged(outcomeOf(metric.noData()), reason);
  }

  private Optional<Evidence> tooFew(long samples) {
    if (samples >= metric.minimumSamples()) {
      return Optional.empty();
    }
    String reason = samples + " samples, at least " + metric.minimumSamples() + " needed";
    return Optional.of(unjudged(outcomeOf(metric.fewSamples()), reason));
  }

  private static Outcome outcomeOf(DataPolicy policy) {
    return switch (policy) {
      case ERROR -> Outcome.ERROR;
      case FAIL -> Outcome.FAILED;
      case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
      case PASS -> Outcome.SUCCESSFUL;
      case WAIT -> Outcome.WAITED;
    };
  }

  private Evidence unjudged(Outcome outcome, String reason) {
    return new Evidence(number, at, outcome, false, Optional.empty(), reason);
  }

  private Evidence judged(Outcome outcome, double value, String reason) {
    return new Evidence(number, at, outcome, true, Optional.of(value), reason);
  }

  private static String shown(double value) {
    return Double.toString(value);
  }
}
