package dev.penstock.deploy.analysis;

import java.util.Arrays;

/**
 * Leaves out values far outside the quartiles (Tukey's fences, RP-140), but none within the first
 * and the 99th percentile, so that a few distinct values do not vanish.
 */
final class Outliers {
  private Outliers() {}

  static double[] removed(double[] values, double factor) {
    if (values.length == 0) {
      return values;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double first = percentile(sorted, 25);
    double third = percentile(sorted, 75);
    double reach = factor * (third - first);
    double least = Math.min(percentile(sorted, 1), first - reach);
    double most = Math.max(percentile(sorted, 99), third + reach);
    return Arrays.stream(values).filter(value -> value >= least && value <= most).toArray();
  }

  /** The value at position p (n + 1) / 100 from 1, between two values by proportion. */
  static double percentile(double[] sorted, double percent) {
    double position = percent * (sorted.length + 1) / 100;
    if (position < 1) {
      return sorted[0];
    }
    if (position >= sorted.length) {
      return sorted[sorted.length - 1];
    }
    int below = (int) position;
    double low = sorted[below - 1];
    return low + (position - below) * (sorted[below] - low);
  }
}
