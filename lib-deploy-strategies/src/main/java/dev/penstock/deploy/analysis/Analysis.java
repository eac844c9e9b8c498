package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is measured while a revision reaches its users, and how that makes a verdict. A value; an
 * {@link AnalysisRun} carries it out.
 *
 * <pre>{@code
 * Analysis analysis = Analysis.of(Metric.named("error-rate").atMost(0.01));
 * }</pre>
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9._-}
 * @param metrics 1 to {@value #MAX_METRICS} metrics with distinct names
 * @param combination how their results make one verdict
 * @param failedChecks at how many failed checks of all metrics together the analysis fails, 1 to
 *     {@value #MAX_FAILED_CHECKS}; empty if only each metric's own limits count. Bad measurements
 *     that were due at the same instant are one failed check (RP-120)
 */
public record Analysis(
    String name, List<Metric> metrics, Combination combination, Optional<Integer> failedChecks) {

  /** The most metrics. */
  public static final int MAX_METRICS = 100;

  /** The largest number of failed checks. */
  public static final int MAX_FAILED_CHECKS = 1000;

  /**
   * Copies the metrics and checks the definition.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public Analysis {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(combination, "combination");
    Objects.requireNonNull(failedChecks, "failedChecks");
    metrics = List.copyOf(metrics);
    List<Diagnostic> faults = AnalysisRules.check(name, metrics, combination, failedChecks);
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("analysis " + name, faults);
    }
  }

  /**
   * An analysis of which every metric has to be good. It is called after its only metric, or {@code
   * analysis} if it has several.
   *
   * @param metrics at least one, with distinct names
   * @return the analysis
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public static Analysis of(Metric... metrics) {
    String name = metrics.length == 1 ? metrics[0].name() : "analysis";
    return new Analysis(name, List.of(metrics), new Combination.All(), Optional.empty());
  }

  /**
   * The same of metrics that are not built yet.
   *
   * @param metrics at least one, with distinct names
   * @return the analysis
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public static Analysis of(MetricBuilder... metrics) {
    return of(Arrays.stream(metrics).map(MetricBuilder::build).toArray(Metric[]::new));
  }

  /**
   * Starts an analysis.
   *
   * @param name 1 to 100 characters of {@code A-Za-z0-9._-}
   * @return a builder
   */
  public static AnalysisBuilder named(String name) {
    return new AnalysisBuilder(name);
  }
}
