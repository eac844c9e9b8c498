package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of an analysis, checked together. */
final class AnalysisRules {
  private static final String METRICS = "analysis.metrics";
  private static final String QUORUM = "analysis.quorum";

  /** Rules that cannot be judged while metrics are missing because of faults of their own. */
  static final Set<String> COUNTS_METRICS = Set.of(METRICS, QUORUM);

  private final List<Diagnostic> faults = new ArrayList<>();

  private AnalysisRules() {}

  static List<Diagnostic> check(
      String name, List<Metric> metrics, Combination combination, Optional<Integer> failedChecks) {
    AnalysisRules rules = new AnalysisRules();
    if (!MetricRules.isName(name)) {
      rules.report(
          "analysis.name",
          "name",
          MetricRules.quoted(name) + " is no name",
          MetricRules.ALLOWED_NAME);
    }
    rules.metrics(metrics);
    rules.combination(metrics, combination);
    failedChecks.ifPresent(rules::failedChecks);
    return rules.faults;
  }

  private void metrics(List<Metric> metrics) {
    if (metrics.isEmpty() || metrics.size() > Analysis.MAX_METRICS) {
      report(
          METRICS,
          "metrics",
          "there are " + metrics.size() + " metrics",
          "1 to " + Analysis.MAX_METRICS);
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < metrics.size(); i++) {
      String name = metrics.get(i).name();
      if (!names.add(name)) {
        report(
            "analysis.metric-name",
            "metrics[" + i + "].name",
            MetricRules.quoted(name) + " is there twice",
            "distinct names");
      }
    }
  }

  private void combination(List<Metric> metrics, Combination combination) {
    if (combination instanceof Combination.Quorum quorum) {
      long counting = metrics.stream().filter(metric -> !metric.dryRun()).count();
      if (quorum.needed() < 1 || quorum.needed() > counting) {
        report(
            QUORUM,
            "combination.needed",
            quorum.needed() + " of " + counting + " metrics that count",
            "1 to as many as count");
      }
    } else if (combination instanceof Combination.Score score) {
      if (!(score.pass() > 0 && score.pass() <= 100)) {
        report(
            "analysis.score",
            "combination.pass",
            score.pass() + " is out of range",
            "above 0 to 100");
      }
      if (!(score.marginal() >= 0 && score.marginal() <= score.pass())) {
        report(
            "analysis.score",
            "combination.marginal",
            score.marginal() + " is out of range",
            "0 to the score that passes, " + score.pass());
      }
    }
  }

  private void failedChecks(int value) {
    if (value < 1 || value > Analysis.MAX_FAILED_CHECKS) {
      report(
          "analysis.failed-checks",
          "failedChecks",
          value + " is out of range",
          "1 to " + Analysis.MAX_FAILED_CHECKS);
    }
  }

  private void report(String rule, String path, String found, String allowed) {
    faults.add(Diagnostic.error(rule, path, found, allowed));
  }
}
