package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Defines an {@link Analysis}. Confined to one thread.
 *
 * <pre>{@code
 * Analysis analysis = Analysis.named("checkout")
 *     .metric("error-rate", metric -> metric.atMost(0.01).every(ofMinutes(1)).count(5))
 *     .metric("latency", metric -> metric.atMost(250).weight(2))
 *     .score(90, 70)
 *     .build();
 * }</pre>
 *
 * @see Analysis#named(String)
 */
public final class AnalysisBuilder {
  private final String name;
  private final List<Metric> metrics = new ArrayList<>();
  private final List<Diagnostic> faults = new ArrayList<>();
  private int defined;
  private @Nullable Combination combination;
  private @Nullable Integer failedChecks;

  AnalysisBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * Adds a metric.
   *
   * @param metric the metric
   * @return this builder
   */
  public AnalysisBuilder metric(Metric metric) {
    metrics.add(Objects.requireNonNull(metric, "metric"));
    defined++;
    return this;
  }

  /**
   * Adds a metric. Its faults are reported by {@link #build()} together with all others.
   *
   * @param metric the metric's name
   * @param options sets its options, and returns the builder it was given
   * @return this builder
   */
  public AnalysisBuilder metric(String metric, UnaryOperator<MetricBuilder> options) {
    try {
      metrics.add(options.apply(Metric.named(metric)).build());
    } catch (InvalidDefinitionException e) {
      for (Diagnostic fault : e.diagnostics()) {
        String path = "metrics[" + defined + "]." + fault.path();
        faults.add(
            Diagnostic.error(fault.rule(), path, fault.found(), fault.allowed())
                .withReference(fault.reference()));
      }
    }
    defined++;
    return this;
  }

  /**
   * One good metric is enough; unless a combination is set every metric has to be good.
   *
   * @return this builder
   */
  public AnalysisBuilder any() {
    return combine(new Combination.Any());
  }

  /**
   * So many metrics have to be good.
   *
   * @param needed 1 to the number of metrics that are no dry runs
   * @return this builder
   */
  public AnalysisBuilder quorum(int needed) {
    return combine(new Combination.Quorum(needed));
  }

  /**
   * The weight of the good metrics decides.
   *
   * @param pass from which score on the analysis is good, above 0 to 100
   * @param marginal from which score on a person decides, 0 to {@code pass}
   * @return this builder
   */
  public AnalysisBuilder score(double pass, double marginal) {
    return combine(new Combination.Score(pass, marginal));
  }

  /**
   * Sets how the metrics make one verdict.
   *
   * @param value {@link Combination.All} unless set
   * @return this builder
   */
  public AnalysisBuilder combine(Combination value) {
    if (combination != null) {
      throw new IllegalStateException("combination was set before, to " + combination);
    }
    combination = Objects.requireNonNull(value, "combination");
    return this;
  }

  /**
   * Fails the analysis at so many failed checks of all metrics together.
   *
   * @param value 1 to {@value Analysis#MAX_FAILED_CHECKS}; unless set only each metric's own limits
   *     count
   * @return this builder
   */
  public AnalysisBuilder failedChecks(int value) {
    if (failedChecks != null) {
      throw new IllegalStateException("failedChecks was set before, to " + failedChecks);
    }
    failedChecks = value;
    return this;
  }

  /**
   * Checks the definition.
   *
   * @return the analysis
   * @throws InvalidDefinitionException if rules are broken; it holds all faults, those of the
   *     metrics first
   */
  public Analysis build() {
    Combination combined = combination == null ? new Combination.All() : combination;
    Optional<Integer> checks = Optional.ofNullable(failedChecks);
    if (!faults.isEmpty()) {
      List<Diagnostic> all = new ArrayList<>(faults);
      AnalysisRules.check(name, metrics, combined, checks).stream()
          .filter(fault -> !AnalysisRules.COUNTS_METRICS.contains(fault.rule()))
          .forEach(all::add);
      throw new InvalidDefinitionException("analysis " + name, all);
    }
    return new Analysis(name, metrics, combined, checks);
  }
}
