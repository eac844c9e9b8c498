package dev.penstock.deploy.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a score of what was found out about each metric: RP-144 and RP-145. */
final class CanaryScore {
  private final CanaryJudge judge;
  private final List<CanaryFinding> findings;
  private final List<CanaryFinding> counting;

  CanaryScore(CanaryJudge judge, List<CanaryFinding> findings) {
    this.judge = judge;
    this.findings = findings;
    this.counting = findings.stream().filter(finding -> !finding.metric().muted()).toList();
  }

  CanaryJudgement judgement() {
    List<GroupScore> groups = groups();
    double sum = groups.stream().mapToDouble(group -> group.score() * group.weight() / 100).sum();
    double score = BigDecimal.valueOf(sum).setScale(2, RoundingMode.HALF_UP).doubleValue();
    String reason = "";
    List<String> critical =
        counting.stream()
            .filter(finding -> finding.comparison().critical())
            .map(finding -> finding.metric().name())
            .toList();
    long withoutData =
        counting.stream()
            .filter(finding -> finding.comparison().label() == MetricLabel.NODATA)
            .count();
    if (!critical.isEmpty()) {
      reason = "critical metrics failed: " + String.join(", ", critical);
      score = 0;
    } else if (withoutData * 2 >= counting.size()) {
      reason = withoutData + " of " + counting.size() + " metrics have no data";
      score = 0;
    }
    return new CanaryJudgement(
        score, result(score), judge.pass(), judge.marginal(), reason, groups, findings);
  }

  private CanaryJudgement.Result result(double score) {
    return score >= judge.pass()
        ? CanaryJudgement.Result.PASS
        : score >= judge.marginal() ? CanaryJudgement.Result.MARGINAL : CanaryJudgement.Result.FAIL;
  }

  private List<GroupScore> groups() {
    Map<String, int[]> passedAndCounted = new LinkedHashMap<>();
    for (CanaryFinding finding : counting) {
      MetricLabel label = finding.comparison().label();
      for (String group : finding.metric().groups()) {
        int[] numbers = passedAndCounted.computeIfAbsent(group, name -> new int[2]);
        numbers[0] += label == MetricLabel.PASS ? 1 : 0;
        numbers[1] += label == MetricLabel.NODATA ? 0 : 1;
      }
    }
    Map<String, Double> weights = judge.groupWeights();
    double given = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double shared = (100 - given) / (passedAndCounted.size() - weights.size());
    List<GroupScore> groups = new ArrayList<>();
    passedAndCounted.forEach(
        (group, numbers) -> {
          double score = numbers[1] == 0 ? 100 : 100.0 * numbers[0] / numbers[1];
          double weight = weights.getOrDefault(group, shared);
          groups.add(new GroupScore(group, weight, numbers[0], numbers[1], score));
        });
    return groups;
  }
}
