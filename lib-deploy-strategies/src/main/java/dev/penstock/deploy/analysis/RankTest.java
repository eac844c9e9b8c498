package dev.penstock.deploy.analysis;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The two-sided Mann-Whitney test with a confidence interval of the location shift, by the normal
 * approximation with tie and continuity correction: what R's {@code wilcox.test(canary, baseline,
 * conf.int = TRUE, conf.level = 0.98, exact = FALSE)} answers.
 *
 * <p>The interval holds the shifts that the test does not refuse (Hodges and Lehmann, "Estimates of
 * location based on rank tests", 1963). The standardised statistic falls, step by step, as the
 * assumed shift grows; the ends are where it crosses the quantiles of the normal distribution. Each
 * evaluation merges two sorted series, so the whole costs n log n.
 */
final class RankTest {
  /** The quantile of the normal distribution that leaves 1 % above it: 98 % within both. */
  static final double QUANTILE = 2.3263478740408408;

  /** How near a jump a root is sought, as a part of the range of possible shifts. */
  private static final double PRECISION = 1e-12;

  /** Less than any step of the statistic. */
  private static final double HALF_STEP = 1e-9;

  private final double[] canary;
  private final double[] baseline;
  private final double least;
  private final double most;

  private RankTest(double[] canary, double[] baseline) {
    this.canary = canary;
    this.baseline = baseline;
    this.least = canary[0] - baseline[baseline.length - 1];
    this.most = canary[canary.length - 1] - baseline[0];
  }

  /**
   * The shift of the canary against the baseline.
   *
   * @param lower the lower end of the 98 % interval
   * @param estimate the Hodges-Lehmann estimate: the median of all differences
   * @param upper the upper end
   */
  record Shift(double lower, double estimate, double upper) {}

  /** At least one value on each side, none of them NaN. */
  static RankTest of(double[] canary, double[] baseline) {
    double[] sortedCanary = canary.clone();
    double[] sortedBaseline = baseline.clone();
    Arrays.sort(sortedCanary);
    Arrays.sort(sortedBaseline);
    return new RankTest(sortedCanary, sortedBaseline);
  }

  /**
   * How probably a value of the canary is above one of the baseline, equal ones counting half: the
   * common language effect size (Vargha and Delaney, 2000).
   */
  double probabilityAbove() {
    return ranks(0).excess() / ((double) canary.length * baseline.length) + 0.5;
  }

  Shift shift() {
    double estimate =
        (crossing(d -> statistic(d, false) - HALF_STEP)
                + crossing(d -> statistic(d, false) + HALF_STEP))
            / 2;
    if (canary.length == 1 && baseline.length == 1) { // all ranks are tied, nothing can be refused
      return new Shift(Double.NEGATIVE_INFINITY, estimate, Double.POSITIVE_INFINITY);
    }
    return new Shift(
        crossing(d -> statistic(d, true) - QUANTILE),
        estimate,
        crossing(d -> statistic(d, true) + QUANTILE));
  }

  /** Where a falling function crosses zero, or the end of the range where it does not. */
  private double crossing(DoubleUnaryOperator falling) {
    double atLeast = falling.applyAsDouble(least);
    if (atLeast <= 0) {
      return least;
    }
    double atMost = falling.applyAsDouble(most);
    if (atMost >= 0) {
      return most;
    }
    return Brent.root(falling, least, most, atLeast, atMost, (most - least) * PRECISION);
  }

  /** The standardised rank sum of the canary, shifted back by {@code shift}. */
  private double statistic(double shift, boolean continuity) {
    double n = canary.length;
    double m = baseline.length;
    Ranks ranks = ranks(shift);
    double variance = n * m / 12 * (n + m + 1 - ranks.ties() / ((n + m) * (n + m - 1)));
    double excess = ranks.excess();
    double corrected = continuity ? excess - Math.signum(excess) * 0.5 : excess;
    return variance <= 0 ? 0 : corrected / Math.sqrt(variance);
  }

  private Ranks ranks(double shift) {
    double n = canary.length;
    double sum = 0;
    double ties = 0;
    int i = 0;
    int j = 0;
    while (i < canary.length || j < baseline.length) {
      double value = next(shift, i, j);
      int firstI = i;
      int firstJ = j;
      while (i < canary.length && canary[i] - shift == value) {
        i++;
      }
      while (j < baseline.length && baseline[j] == value) {
        j++;
      }
      double tied = (i - firstI) + (j - firstJ);
      sum += (i - firstI) * (firstI + firstJ + (tied + 1) / 2);
      ties += tied * tied * tied - tied;
    }
    return new Ranks(sum - n * (n + 1) / 2 - n * baseline.length / 2, ties);
  }

  private double next(double shift, int i, int j) {
    if (i == canary.length) {
      return baseline[j];
    }
    double own = canary[i] - shift;
    return j == baseline.length ? own : Math.min(own, baseline[j]);
  }

  /** The canary's rank sum less what is expected without a shift, and the correction for ties. */
  private record Ranks(double excess, double ties) {}
}
