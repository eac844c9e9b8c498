package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The statistical canary judge: compares many metrics of a canary with those of a baseline, and
 * makes one score of them, by the rules of Kayenta's {@code NetflixACAJudge} (RP-140 to RP-145).
 *
 * <pre>{@code
 * CanaryJudge judge = CanaryJudge.builder()
 *     .metric(CanaryMetric.of("latency", "speed"))
 *     .metric(CanaryMetric.of("error-rate", "errors").asCritical())
 *     .groupWeight("errors", 60)
 *     .thresholds(95, 75)
 *     .build();
 * CanaryJudgement judgement = judge.judge(seriesByMetric, seed);
 * System.out.println(judgement.explain());
 * }</pre>
 *
 * <p>A group's score is the percentage of its metrics that passed, of those that had data; a group
 * without any has 100. The score is the sum of the groups' scores by their weights. A critical
 * failure, or half of the metrics without data, makes it 0.
 *
 * @param metrics 1 to {@value #MAX_METRICS} metrics with distinct names
 * @param groupWeights percents of the score, by group; groups without one share what is left of 100
 * @param pass from which score on the canary passes, above 0 to 100
 * @param marginal from which score on a person decides, above 0 to {@code pass}
 */
public record CanaryJudge(
    List<CanaryMetric> metrics, Map<String, Double> groupWeights, double pass, double marginal) {

  /** The most metrics. */
  public static final int MAX_METRICS = 1000;

  /** From which score on a canary passes unless another is set. */
  public static final double DEFAULT_PASS = 95;

  /** From which score on a person decides unless another is set. */
  public static final double DEFAULT_MARGINAL = 75;

  /**
   * Copies the metrics and weights, and checks the definition.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public CanaryJudge {
    metrics = List.copyOf(metrics);
    groupWeights = Collections.unmodifiableMap(new LinkedHashMap<>(groupWeights));
    List<Diagnostic> faults = CanaryRules.check(metrics, groupWeights, pass, marginal);
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("canary judge", faults);
    }
  }

  /**
   * Starts a judge.
   *
   * @return a builder
   */
  public static CanaryJudgeBuilder builder() {
    return new CanaryJudgeBuilder();
  }

  /**
   * Judges a canary. The same arguments give the same judgement.
   *
   * @param data the series by the metric's name; a metric that is not there has no data
   * @param seed of the tiny noise that is added where both series are constant; it does not decide
   *     by itself, any number will do
   * @return the judgement
   * @throws IllegalArgumentException if there are series of a metric that the judge does not know
   */
  public CanaryJudgement judge(Map<String, CanarySeries> data, long seed) {
    Set<String> unknown = new TreeSet<>(data.keySet());
    metrics.forEach(metric -> unknown.remove(metric.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "data: "
              + unknown
              + " are no metrics of this judge; allowed: "
              + metrics.stream().map(CanaryMetric::name).toList());
    }
    List<CanaryFinding> findings = new ArrayList<>();
    for (CanaryMetric metric : metrics) {
      CanarySeries series = data.getOrDefault(metric.name(), CanarySeries.NONE);
      findings.add(new CanaryFinding(metric, SeriesComparison.compare(metric, series, seed)));
    }
    return new CanaryScore(this, findings).judgement();
  }
}
