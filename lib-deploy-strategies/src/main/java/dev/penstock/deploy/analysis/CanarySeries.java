package dev.penstock.deploy.analysis;

import java.util.List;

/**
 * The values of one metric on both sides over the same time.
 *
 * @param canary the canary's, at most {@value Measurement#MAX_VALUES}; may hold NaN where there was
 *     no value, and numbers from -1e100 to 1e100
 * @param baseline the baseline's, likewise
 */
public record CanarySeries(List<Double> canary, List<Double> baseline) {

  /** No values on either side. */
  public static final CanarySeries NONE = new CanarySeries(List.of(), List.of());

  private static final double LARGEST = 1e100;

  /** Copies the values, and refuses too many and those that are too large to compute with. */
  public CanarySeries {
    canary = checked("canary", canary);
    baseline = checked("baseline", baseline);
  }

  private static List<Double> checked(String side, List<Double> values) {
    if (values.size() > Measurement.MAX_VALUES) {
      throw new IllegalArgumentException(
          side
              + ": "
              + values.size()
              + " values are too many; allowed: at most "
              + Measurement.MAX_VALUES);
    }
    if (!isComparable(values)) {
      throw new IllegalArgumentException(
          side + ": a value is infinite or huge; allowed: -1e100 to 1e100, and NaN");
    }
    return List.copyOf(values);
  }

  /** Whether a test can compute with the values; NaN is a value that is missing. */
  static boolean isComparable(List<Double> values) {
    return values.stream().noneMatch(value -> Math.abs(value) > LARGEST);
  }
}
