package dev.penstock.deploy.analysis;

import java.util.List;
import java.util.Objects;

/**
 * A test that may be looked at as often as one likes and stops as soon as it knows, with a stated
 * error rate: the mixture sequential probability ratio test, as an always valid confidence interval
 * of the canary's value less the baseline's.
 *
 * <p>After Johari, Koomen, Pekelis and Walsh, "Peeking at A/B tests: why it matters, and what to do
 * about it" (KDD 2017), and Robbins, "Statistical methods related to the law of the iterated
 * logarithm" (1970). It compares proportions, such as errors of requests, from {@link
 * Measurement.Counts}, or means from the series of {@link Measurement.Values}. Each measurement has
 * to tell of everything since the analysis started, so a metric with this judge takes the window
 * {@link MetricWindow.SinceStart} by default.
 *
 * @param falseAlarmRate how probable it is at most that a canary that does no harm is called worse,
 *     however often one looks; above 0, at most 0.5
 * @param effect the smallest difference that matters, in the unit of the metric, above zero: a
 *     canary that is surely less than this worse is called no worse
 * @param direction which change does harm
 * @param minimumSamples how many samples each side has before anything is said, 1 or more; the test
 *     rests on the central limit theorem, so a few dozen at least
 */
public record SequentialTest(
    double falseAlarmRate, double effect, Direction direction, long minimumSamples)
    implements MetricJudge {

  /** How many samples each side has unless another number is given. */
  public static final long MINIMUM_SAMPLES = 100;

  /** Refuses values out of range. */
  public SequentialTest {
    Objects.requireNonNull(direction, "direction");
    if (!(falseAlarmRate > 0 && falseAlarmRate <= 0.5)) {
      throw new IllegalArgumentException(
          "falseAlarmRate: " + falseAlarmRate + " is out of range; allowed: above 0, at most 0.5");
    }
    if (!(effect > 0) || Double.isInfinite(effect)) {
      throw new IllegalArgumentException(
          "effect: " + effect + " is out of range; allowed: above 0, and finite");
    }
    if (minimumSamples < 1) {
      throw new IllegalArgumentException(
          "minimumSamples: " + minimumSamples + " is out of range; allowed: 1 or more");
    }
  }

  /**
   * The test with {@link #MINIMUM_SAMPLES}.
   *
   * @param falseAlarmRate above 0, at most 0.5; 0.05 is usual
   * @param effect the smallest difference that matters, above zero
   * @param direction which change does harm
   * @return the test
   */
  public static SequentialTest of(double falseAlarmRate, double effect, Direction direction) {
    return new SequentialTest(falseAlarmRate, effect, direction, MINIMUM_SAMPLES);
  }

  /**
   * Compares proportions. Their variance is estimated with one success and one failure added to
   * each side (Agresti and Caffo, 2000), so that a side without events does not look certain.
   *
   * @param counts all events and trials since the start
   * @return what is known so far
   */
  public SequentialResult compare(Measurement.Counts counts) {
    if (Math.min(counts.canaryTrials(), counts.baselineTrials()) < minimumSamples) {
      return tooFew();
    }
    double canary = (double) counts.canaryEvents() / counts.canaryTrials();
    double baseline = (double) counts.baselineEvents() / counts.baselineTrials();
    double variance =
        varianceOf(counts.canaryEvents(), counts.canaryTrials())
            + varianceOf(counts.baselineEvents(), counts.baselineTrials());
    return compare(canary - baseline, variance);
  }

  /**
   * Compares means.
   *
   * @param canary all values of the canary since the start, none of them NaN
   * @param baseline all values of the baseline since the start, none of them NaN
   * @return what is known so far
   */
  public SequentialResult compare(List<Double> canary, List<Double> baseline) {
    if (Math.min(canary.size(), baseline.size()) < Math.max(2, minimumSamples)) {
      return tooFew();
    }
    double canaryMean = mean(canary);
    double baselineMean = mean(baseline);
    return compare(
        canaryMean - baselineMean,
        varianceOfMean(canary, canaryMean) + varianceOfMean(baseline, baselineMean));
  }

  /**
   * The likelihood ratio of a normal difference with a normal prior of standard deviation {@code
   * effect} against a fixed difference, averaged over the prior, is a martingale if that is the
   * true one; so it exceeds 1 / falseAlarmRate at any time with at most that probability. The
   * interval holds the differences for which it does not.
   */
  private SequentialResult compare(double difference, double variance) {
    double prior = effect * effect;
    double width = 0;
    double pValue = difference == 0 ? 1 : 0;
    if (variance > 0) {
      double spread = Math.log((variance + prior) / variance) / 2;
      width =
          Math.sqrt(
              2 * variance * (variance + prior) / prior * (spread - Math.log(falseAlarmRate)));
      double logRatio =
          prior * difference * difference / (2 * variance * (variance + prior)) - spread;
      pValue = Math.min(1, Math.exp(-logRatio));
    }
    double lower = difference - width;
    double upper = difference + width;
    return new SequentialResult(answer(lower, upper), difference, lower, upper, pValue);
  }

  private SequentialResult.Answer answer(double lower, double upper) {
    boolean mindsMore = direction.minds(Direction.INCREASE);
    boolean mindsLess = direction.minds(Direction.DECREASE);
    if ((mindsMore && lower > 0) || (mindsLess && upper < 0)) {
      return SequentialResult.Answer.WORSE;
    }
    boolean notMore = !mindsMore || upper < effect;
    boolean notLess = !mindsLess || lower > -effect;
    return notMore && notLess
        ? SequentialResult.Answer.NO_WORSE
        : SequentialResult.Answer.UNDECIDED;
  }

  private static SequentialResult tooFew() {
    return new SequentialResult(
        SequentialResult.Answer.UNDECIDED,
        0,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1);
  }

  private static double varianceOf(long events, long trials) {
    double share = (events + 1.0) / (trials + 2.0);
    return share * (1 - share) / trials;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double varianceOfMean(List<Double> values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.size() - 1.0) / values.size();
  }
}
