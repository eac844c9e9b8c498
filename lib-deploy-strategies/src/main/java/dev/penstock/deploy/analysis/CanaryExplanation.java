package dev.penstock.deploy.analysis;

import java.util.ArrayList;
import java.util.List;

/** A canary's judgement as a table in plain text. */
final class CanaryExplanation {
  private final CanaryJudgement judgement;
  private final StringBuilder text = new StringBuilder();

  CanaryExplanation(CanaryJudgement judgement) {
    this.judgement = judgement;
  }

  String text() {
    text.append(judgement.result())
        .append(": score ")
        .append(Figures.text(judgement.score()))
        .append("; ")
        .append(Figures.text(judgement.pass()))
        .append(" passes, ")
        .append(Figures.text(judgement.marginal()))
        .append(" is marginal\n");
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
              Figures.text(group.weight()),
              group.counted() == 0 ? "no data" : group.passed() + " of " + group.counted(),
              Figures.text(group.score())));
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
              Figures.text(found.canaryMean()),
              Figures.text(found.baselineMean()),
              found.canaryValues() + "/" + found.baselineValues(),
              Figures.text(found.effect()),
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
}
