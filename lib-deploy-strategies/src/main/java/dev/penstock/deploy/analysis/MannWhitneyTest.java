package dev.penstock.deploy.analysis;

import java.util.Objects;

/**
 * The test by which the statistical canary judge compares two series of values (RP-140 to RP-143).
 *
 * <pre>{@code
 * MannWhitneyTest test = MannWhitneyTest.DEFAULT
 *     .withDirection(Direction.INCREASE)
 *     .withOutliersRemoved();
 * }</pre>
 *
 * @param direction which change does harm
 * @param missing what becomes of values that are NaN
 * @param outlierFactor by how many interquartile ranges a value may lie outside the quartiles
 *     before it is left out, above zero; 0 keeps all values
 * @param effectSize how the size of a change is measured
 * @param allowedIncrease the effect from which on an increase counts, 0 or more
 * @param allowedDecrease the effect up to which a decrease counts, 0 or more
 * @param criticalIncrease the effect from which on an increase of a critical metric is a critical
 *     failure, 0 or more
 * @param criticalDecrease the effect up to which a decrease of a critical metric is one, 0 or more
 */
public record MannWhitneyTest(
    Direction direction,
    MissingValues missing,
    double outlierFactor,
    EffectSize effectSize,
    double allowedIncrease,
    double allowedDecrease,
    double criticalIncrease,
    double criticalDecrease)
    implements MetricJudge {

  /** The factor by which outliers are told unless another is given (RP-140). */
  public static final double OUTLIER_FACTOR = 3.0;

  /**
   * Any change does harm, values that are NaN are left out, outliers are kept, the effect is the
   * ratio of the means, and every significant change counts.
   */
  public static final MannWhitneyTest DEFAULT = of(EffectSize.MEAN_RATIO);

  /** What becomes of values that are NaN. */
  public enum MissingValues {
    /** They are left out. */
    REMOVE,
    /** They are zeros, as of errors where no data means none. */
    REPLACE
  }

  /** How the size of a change is measured (RP-143). */
  public enum EffectSize {
    /** The canary's mean by the baseline's; 1 is no change. */
    MEAN_RATIO(1.0),
    /**
     * The common language effect size: how probably a value of the canary is larger than one of the
     * baseline, equal ones counting half; 0.5 is no change.
     */
    CLES(0.5);

    private final double none;

    EffectSize(double none) {
      this.none = none;
    }

    /**
     * The effect of no change, which is the default of all four thresholds.
     *
     * @return 1 or 0.5
     */
    public double none() {
      return none;
    }
  }

  /** Refuses null, negative thresholds and those that are no numbers. */
  public MannWhitneyTest {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(effectSize, "effectSize");
    requireThreshold("outlierFactor", outlierFactor);
    requireThreshold("allowedIncrease", allowedIncrease);
    requireThreshold("allowedDecrease", allowedDecrease);
    requireThreshold("criticalIncrease", criticalIncrease);
    requireThreshold("criticalDecrease", criticalDecrease);
  }

  /**
   * The test with an effect size, and all else as in {@link #DEFAULT}.
   *
   * @param effectSize how the size of a change is measured
   * @return the test
   */
  public static MannWhitneyTest of(EffectSize effectSize) {
    double none = effectSize.none();
    return new MannWhitneyTest(
        Direction.EITHER, MissingValues.REMOVE, 0, effectSize, none, none, none, none);
  }

  /**
   * The same test where another change does harm.
   *
   * @param value which change
   * @return a copy
   */
  public MannWhitneyTest withDirection(Direction value) {
    return new MannWhitneyTest(
        value,
        missing,
        outlierFactor,
        effectSize,
        allowedIncrease,
        allowedDecrease,
        criticalIncrease,
        criticalDecrease);
  }

  /**
   * The same test with NaN as zero.
   *
   * @return a copy
   */
  public MannWhitneyTest withMissingAsZero() {
    return new MannWhitneyTest(
        direction,
        MissingValues.REPLACE,
        outlierFactor,
        effectSize,
        allowedIncrease,
        allowedDecrease,
        criticalIncrease,
        criticalDecrease);
  }

  /**
   * The same test without the values that lie more than {@link #OUTLIER_FACTOR} interquartile
   * ranges outside the quartiles.
   *
   * @return a copy
   */
  public MannWhitneyTest withOutliersRemoved() {
    return withOutliersRemoved(OUTLIER_FACTOR);
  }

  /**
   * The same test without outliers.
   *
   * @param factor by how many interquartile ranges a value may lie outside the quartiles, above
   *     zero; 0 keeps all values
   * @return a copy
   */
  public MannWhitneyTest withOutliersRemoved(double factor) {
    return new MannWhitneyTest(
        direction,
        missing,
        factor,
        effectSize,
        allowedIncrease,
        allowedDecrease,
        criticalIncrease,
        criticalDecrease);
  }

  /**
   * The same test with other thresholds of what counts.
   *
   * @param increase the effect from which on an increase counts, 0 or more
   * @param decrease the effect up to which a decrease counts, 0 or more
   * @return a copy
   */
  public MannWhitneyTest withAllowed(double increase, double decrease) {
    return new MannWhitneyTest(
        direction,
        missing,
        outlierFactor,
        effectSize,
        increase,
        decrease,
        criticalIncrease,
        criticalDecrease);
  }

  /**
   * The same test with other thresholds of what is critical.
   *
   * @param increase the effect from which on an increase is critical, 0 or more
   * @param decrease the effect up to which a decrease is critical, 0 or more
   * @return a copy
   */
  public MannWhitneyTest withCritical(double increase, double decrease) {
    return new MannWhitneyTest(
        direction,
        missing,
        outlierFactor,
        effectSize,
        allowedIncrease,
        allowedDecrease,
        increase,
        decrease);
  }

  private static void requireThreshold(String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          option + ": " + value + " is out of range; allowed: 0 or more, and finite");
    }
  }
}
