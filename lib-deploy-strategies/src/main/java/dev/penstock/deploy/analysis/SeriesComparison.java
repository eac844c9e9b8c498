package dev.penstock.deploy.analysis;

import dev.penstock.deploy.analysis.MannWhitneyTest.EffectSize;
import dev.penstock.deploy.analysis.MannWhitneyTest.MissingValues;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Labels one metric by comparing its two series: RP-140 to RP-143. */
final class SeriesComparison {
  /** How far from zero the whole interval lies, as a part of the estimated shift. */
  private static final double TOLERANCE = 0.25;

  /** The standard deviation of the noise on constant series, as a part of their value. */
  private static final double NOISE = 1e-5;

  private final MannWhitneyTest test;
  private final boolean critical;
  private final boolean mustHaveData;
  private final int minimumValues;
  private final double[] canary;
  private final double[] baseline;

  private SeriesComparison(CanaryMetric metric, CanarySeries series) {
    this.test = metric.test();
    this.critical = metric.critical();
    this.mustHaveData = metric.mustHaveData();
    this.minimumValues = metric.minimumValues();
    this.canary = prepared(series.canary());
    this.baseline = prepared(series.baseline());
  }

  static MetricComparison compare(CanaryMetric metric, CanarySeries series, long seed) {
    return new SeriesComparison(metric, series).compare(seed);
  }

  private double[] prepared(List<Double> values) {
    double[] present = values.stream().mapToDouble(Double::doubleValue).toArray();
    present =
        test.missing() == MissingValues.REMOVE
            ? Arrays.stream(present).filter(value -> !Double.isNaN(value)).toArray()
            : Arrays.stream(present).map(value -> Double.isNaN(value) ? 0 : value).toArray();
    return test.outlierFactor() > 0 ? Outliers.removed(present, test.outlierFactor()) : present;
  }

  private MetricComparison compare(long seed) {
    if (canary.length == 0 || baseline.length == 0) {
      return withoutData();
    }
    int fewer = Math.min(canary.length, baseline.length);
    if (fewer < minimumValues) {
      return missing(fewer + " values on a side, at least " + minimumValues + " needed");
    }
    double[] sortedCanary = sorted(canary);
    double[] sortedBaseline = sorted(baseline);
    if (Arrays.equals(sortedCanary, sortedBaseline)) {
      return plain(MetricLabel.PASS, false, "canary and baseline have the same values");
    }
    boolean constantCanary = isConstant(sortedCanary);
    boolean constantBaseline = isConstant(sortedBaseline);
    if (constantCanary && constantBaseline) {
      if (sortedCanary[0] == sortedBaseline[0]) {
        return plain(MetricLabel.PASS, false, "all values are " + sortedCanary[0]);
      }
      Random random = new Random(seed);
      return shifted(noisy(canary, random), noisy(baseline, random));
    }
    return shifted(canary, baseline);
  }

  private MetricComparison withoutData() {
    if (test.missing() == MissingValues.REPLACE) {
      return plain(MetricLabel.PASS, false, "no data, which stands for zeros");
    }
    String reason =
        canary.length > 0
            ? "no data of the baseline"
            : baseline.length > 0 ? "no data of the canary" : "no data";
    return missing(reason);
  }

  private MetricComparison missing(String reason) {
    return mustHaveData && !critical
        ? plain(MetricLabel.NODATA_FAIL, false, reason)
        : plain(MetricLabel.NODATA, critical, reason);
  }

  private MetricComparison shifted(double[] ours, double[] theirs) {
    RankTest ranks = RankTest.of(ours, theirs);
    RankTest.Shift shift = ranks.shift();
    double effect =
        test.effectSize() == EffectSize.CLES ? ranks.probabilityAbove() : ratio(ours, theirs);
    double bound = TOLERANCE * Math.abs(shift.estimate());
    boolean above = shift.lower() > bound;
    boolean below = shift.upper() < -bound;
    boolean high =
        above
            && test.direction().minds(Direction.INCREASE)
            && reaches(effect, test.allowedIncrease());
    boolean low =
        below
            && test.direction().minds(Direction.DECREASE)
            && reaches(-effect, -test.allowedDecrease());
    boolean fatal =
        critical
            && ((high && reaches(effect, test.criticalIncrease()))
                || (low && reaches(-effect, -test.criticalDecrease())));
    MetricLabel label = high ? MetricLabel.HIGH : low ? MetricLabel.LOW : MetricLabel.PASS;
    String reason =
        "shift "
            + Figures.text(shift.estimate())
            + ", 98 % within ["
            + Figures.text(shift.lower())
            + ", "
            + Figures.text(shift.upper())
            + "], tolerated up to "
            + Figures.text(bound)
            + (test.effectSize() == EffectSize.CLES ? "; CLES " : "; ratio ")
            + Figures.text(effect)
            + ((above || below) && label == MetricLabel.PASS ? ", which is allowed" : "");
    return new MetricComparison(
        label,
        fatal,
        canary.length,
        baseline.length,
        mean(canary),
        mean(baseline),
        shift.lower(),
        shift.estimate(),
        shift.upper(),
        effect,
        reason);
  }

  /** An effect that cannot be computed is not compared. */
  private static boolean reaches(double effect, double threshold) {
    return Double.isNaN(effect) || effect >= threshold;
  }

  private MetricComparison plain(MetricLabel label, boolean fatal, String reason) {
    return new MetricComparison(
        label,
        fatal,
        canary.length,
        baseline.length,
        mean(canary),
        mean(baseline),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        reason);
  }

  private static double[] noisy(double[] constant, Random random) {
    return Arrays.stream(constant)
        .map(value -> value + random.nextGaussian() * NOISE * value)
        .toArray();
  }

  private static double ratio(double[] ours, double[] theirs) {
    double numerator = mean(ours);
    double denominator = mean(theirs);
    return numerator == 0 || denominator == 0 ? Double.NaN : numerator / denominator;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static boolean isConstant(double[] sorted) {
    return sorted[0] == sorted[sorted.length - 1];
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
