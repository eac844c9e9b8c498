package dev.penstock.deploy.analysis;

import java.util.List;

/** How the values of a series become the one number that conditions look at. */
public enum Aggregate {
  /** The newest, which is the last of the list. */
  LAST,
  /** The arithmetic mean. */
  MEAN,
  /** The middle one; of an even number the mean of the middle two. */
  MEDIAN,
  /** The smallest. */
  MINIMUM,
  /** The largest. */
  MAXIMUM;

  /** At least one value; NaN if one of those that matter is NaN. */
  double of(List<Double> values) {
    return switch (this) {
      case LAST -> values.get(values.size() - 1);
      case MEAN -> values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
      case MEDIAN -> median(values);
      case MINIMUM ->
          values.stream().mapToDouble(Double::doubleValue).reduce(Math::min).orElseThrow();
      case MAXIMUM ->
          values.stream().mapToDouble(Double::doubleValue).reduce(Math::max).orElseThrow();
    };
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    if (Double.isNaN(sorted[sorted.length - 1])) { // NaN sorts behind everything
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
