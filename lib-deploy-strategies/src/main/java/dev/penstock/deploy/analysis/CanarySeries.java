package dev.penstock.deploy.analysis;

import java.util.List;

/**
 * The values of one metric on both sides over the same time.
 *
 * @param canary the canary's, at most {@value Measurement#MAX_VALUES}; may hold NaN where there was
 *     no value
 * @param baseline the baseline's, likewise
 */
public record CanarySeries(List<Double> canary, List<Double> baseline) {

  /** No values on either side. */
  public static final CanarySeries NONE = new CanarySeries(List.of(), List.of());

  /** Copies the values, and refuses too many. */
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
    return List.copyOf(values);
  }
}
