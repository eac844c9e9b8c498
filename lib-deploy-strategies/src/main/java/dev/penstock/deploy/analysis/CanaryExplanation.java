package dev.penstock.deploy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A canary's judgement as a table in plain text. */
final class CanaryExplanation {
  private final CanaryJudgement judgement;
  private final StringBuilder text = new StringBuilder();

  CanaryExplanation(CanaryJudgement judgement) {
    this.judgement = judgement;
  }

  String text() {
    text.append(
        String.format(
            Locale.ROOT,
            "%s: score %.2f; %.2f passes, %.2f is marginal\n",
            judgement.result(),
            judgement.score(),
            judgement.pass(),
            judgement.marginal()));
    if (!judgement.override().isEmpty()) {
      text.append(judgement.override()).append(", so the score is 0\n");
    }
    groups();
    metrics();
    return text.toString();
  }

  private void groups() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("group", "weight", "passed", "score"));
    for (GroupScore group : judgement.groups()) {
      rows.add(
          List.of(
              group.group(),
              number(group.weight()),
              group.counted() == 0 ? "no data" : group.passed() + " of " + group.counted(),
              number(group.score())));
    }
    table(rows);
  }

  private void metrics() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("metric", "label", "canary", "baseline", "values", "effect", "why"));
    for (CanaryFinding finding : judgement.findings()) {
      MetricComparison found = finding.comparison();
      rows.add(
          List.of(
              finding.metric().name(),
              found.label()
                  + (found.critical() ? " (critical)" : "")
                  + (finding.metric().muted() ? " (muted)" : ""),
              number(found.canaryMean()),
              number(found.baselineMean()),
              found.canaryValues() + "/" + found.baselineValues(),
              number(found.effect()),
              found.reason()));
    }
    table(rows);
  }

  private void table(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    text.append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.6g", value);
  }
}
