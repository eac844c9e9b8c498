package dev.penstock.deploy.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Defines a {@link CanaryJudge}. Confined to one thread.
 *
 * @see CanaryJudge#builder()
 */
public final class CanaryJudgeBuilder {
  private final List<CanaryMetric> metrics = new ArrayList<>();
  private final Map<String, Double> weights = new LinkedHashMap<>();
  private double pass = CanaryJudge.DEFAULT_PASS;
  private double marginal = CanaryJudge.DEFAULT_MARGINAL;
  private boolean hasThresholds;

  CanaryJudgeBuilder() {}

  /**
   * Adds a metric.
   *
   * @param metric the metric
   * @return this builder
   */
  public CanaryJudgeBuilder metric(CanaryMetric metric) {
    metrics.add(Objects.requireNonNull(metric, "metric"));
    return this;
  }

  /**
   * Sets what a group is worth.
   *
   * @param group the group's name, one that a metric which is not muted belongs to
   * @param percent of the score, 0 to 100, all groups together at most 100, and 100 if each group
   *     has a weight; groups without a weight share what is left
   * @return this builder
   */
  public CanaryJudgeBuilder groupWeight(String group, double percent) {
    Double before = weights.putIfAbsent(Objects.requireNonNull(group, "group"), percent);
    if (before != null) {
      throw new IllegalStateException("groupWeight of " + group + " was set before, to " + before);
    }
    return this;
  }

  /**
   * Sets which scores are good.
   *
   * @param passing from which score on the canary passes, above 0 to 100; {@link
   *     CanaryJudge#DEFAULT_PASS} unless set
   * @param undecided from which score on a person decides, above 0 to {@code passing}; {@link
   *     CanaryJudge#DEFAULT_MARGINAL} unless set
   * @return this builder
   */
  public CanaryJudgeBuilder thresholds(double passing, double undecided) {
    if (hasThresholds) {
      throw new IllegalStateException(
          "thresholds were set before, to " + pass + " and " + marginal);
    }
    hasThresholds = true;
    pass = passing;
    marginal = undecided;
    return this;
  }

  /**
   * Checks the definition.
   *
   * @return the judge
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if rules are broken; it holds all
   *     faults
   */
  public CanaryJudge build() {
    return new CanaryJudge(metrics, weights, pass, marginal);
  }
}
