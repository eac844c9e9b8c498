package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of a canary judge's definition, checked together. */
final class CanaryRules {
  private static final double ROUNDING = 1e-6;

  private final List<Diagnostic> faults = new ArrayList<>();

  private CanaryRules() {}

  static List<Diagnostic> check(
      List<CanaryMetric> metrics, Map<String, Double> weights, double pass, double marginal) {
    CanaryRules rules = new CanaryRules();
    rules.metrics(metrics);
    rules.weights(metrics, weights);
    rules.thresholds(pass, marginal);
    return rules.faults;
  }

  private void metrics(List<CanaryMetric> metrics) {
    if (metrics.size() > CanaryJudge.MAX_METRICS
        || metrics.stream().allMatch(CanaryMetric::muted)) {
      report(
          "canary.metrics",
          "metrics",
          "there are " + metrics.size() + " metrics, of which none or too many count",
          "1 to " + CanaryJudge.MAX_METRICS + ", one of them not muted");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < metrics.size(); i++) {
      CanaryMetric metric = metrics.get(i);
      String path = "metrics[" + i + "].";
      name(path + "name", metric.name());
      if (!names.add(metric.name())) {
        report(
            "canary.name",
            path + "name",
            MetricRules.quoted(metric.name()) + " is there twice",
            "distinct names");
      }
      if (metric.groups().isEmpty()) {
        report("canary.groups", path + "groups", "there are none", "at least one group");
      }
      if (new HashSet<>(metric.groups()).size() < metric.groups().size()) {
        report("canary.groups", path + "groups", "one is there twice", "distinct groups");
      }
      metric.groups().forEach(group -> name(path + "groups", group));
      if (metric.minimumValues() < 0) {
        report(
            "canary.minimum-values",
            path + "minimumValues",
            metric.minimumValues() + " is out of range",
            "0 or more");
      }
    }
  }

  private void weights(List<CanaryMetric> metrics, Map<String, Double> weights) {
    Set<String> counting = new TreeSet<>();
    metrics.stream()
        .filter(metric -> !metric.muted())
        .forEach(metric -> counting.addAll(metric.groups()));
    weights.forEach(
        (group, weight) -> {
          if (!counting.contains(group)) {
            report(
                "canary.group-weight",
                "groupWeights." + group,
                "a weight of a group in which no metric counts",
                counting.toString());
          }
          if (!(weight >= 0 && weight <= 100)) {
            report(
                "canary.group-weight",
                "groupWeights." + group,
                weight + " is out of range",
                "0 to 100");
          }
        });
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    boolean all = weights.keySet().containsAll(counting);
    if (sum > 100 + ROUNDING || (all && !weights.isEmpty() && sum < 100 - ROUNDING)) {
      report(
          "canary.group-weights",
          "groupWeights",
          "the weights are " + sum + " together",
          all ? "100, as every group has one" : "at most 100");
    }
  }

  private void thresholds(double pass, double marginal) {
    if (!(pass > 0 && pass <= 100)) {
      report("canary.thresholds", "pass", pass + " is out of range", "above 0 to 100");
    }
    if (!(marginal > 0 && marginal <= pass)) {
      report(
          "canary.thresholds",
          "marginal",
          marginal + " is out of range",
          "above 0 to the score that passes, " + pass);
    }
  }

  private void name(String path, String name) {
    if (!MetricRules.isName(name)) {
      report(
          "canary.name", path, MetricRules.quoted(name) + " is no name", MetricRules.ALLOWED_NAME);
    }
  }

  private void report(String rule, String path, String found, String allowed) {
    faults.add(Diagnostic.error(rule, path, found, allowed));
  }
}
