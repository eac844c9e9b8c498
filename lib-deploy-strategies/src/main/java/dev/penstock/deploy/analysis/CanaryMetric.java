package dev.penstock.deploy.analysis;

import java.util.List;
import java.util.Objects;

/**
 * One metric that a {@link CanaryJudge} compares.
 *
 * <pre>{@code
 * CanaryMetric errors = CanaryMetric.of("error-rate", "errors")
 *     .withTest(MannWhitneyTest.DEFAULT.withDirection(Direction.INCREASE).withMissingAsZero())
 *     .asCritical();
 * }</pre>
 *
 * @param name the metric's name
 * @param groups the groups in whose scores it counts, at least one
 * @param test how its series are compared
 * @param critical whether a harmful change, or no data, fails the canary whatever else is good
 * @param mustHaveData whether it counts as bad without data; of a critical metric that is so anyway
 * @param muted whether it is compared and reported without counting
 * @param minimumValues with fewer values on a side it counts as one without data, 0 or more; 0, as
 *     unless set, is as Kayenta's judge, which also judges a handful of values
 */
public record CanaryMetric(
    String name,
    List<String> groups,
    MannWhitneyTest test,
    boolean critical,
    boolean mustHaveData,
    boolean muted,
    int minimumValues) {

  /** Copies the groups; what is allowed are rules of the judge. */
  public CanaryMetric {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(test, "test");
    groups = List.copyOf(groups);
  }

  /**
   * A metric that is compared by {@link MannWhitneyTest#DEFAULT} and is neither critical nor muted.
   *
   * @param name the metric's name
   * @param groups the groups in whose scores it counts, at least one
   * @return the metric
   */
  public static CanaryMetric of(String name, String... groups) {
    return new CanaryMetric(name, List.of(groups), MannWhitneyTest.DEFAULT, false, false, false, 0);
  }

  /**
   * The same metric, compared otherwise.
   *
   * @param value how its series are compared
   * @return a copy
   */
  public CanaryMetric withTest(MannWhitneyTest value) {
    return new CanaryMetric(name, groups, value, critical, mustHaveData, muted, minimumValues);
  }

  /**
   * The same metric as a critical one.
   *
   * @return a copy
   */
  public CanaryMetric asCritical() {
    return new CanaryMetric(name, groups, test, true, mustHaveData, muted, minimumValues);
  }

  /**
   * The same metric, which counts as bad without data.
   *
   * @return a copy
   */
  public CanaryMetric withDataRequired() {
    return new CanaryMetric(name, groups, test, critical, true, muted, minimumValues);
  }

  /**
   * The same metric without counting.
   *
   * @return a copy
   */
  public CanaryMetric asMuted() {
    return new CanaryMetric(name, groups, test, critical, mustHaveData, true, minimumValues);
  }

  /**
   * The same metric, which needs so many values on each side.
   *
   * @param least 0 or more
   * @return a copy
   */
  public CanaryMetric withMinimumValues(int least) {
    return new CanaryMetric(name, groups, test, critical, mustHaveData, muted, least);
  }
}
