package dev.penstock.deploy.analysis;

import java.util.List;
import java.util.Objects;

/**
 * What a canary judge says, and why.
 *
 * @param score 0 to 100, rounded to two decimals
 * @param result what the score means
 * @param pass from which score on the canary passes
 * @param marginal from which score on a person decides
 * @param override why the score is 0 whatever the groups make; empty if it is theirs
 * @param groups the scores of the groups, in the order of their first metrics
 * @param findings what was found out about each metric, muted ones included, in the judge's order
 */
public record CanaryJudgement(
    double score,
    Result result,
    double pass,
    double marginal,
    String override,
    List<GroupScore> groups,
    List<CanaryFinding> findings) {

  /** What a score means. */
  public enum Result {
    /** The canary is as good as the baseline. */
    PASS,
    /** A person decides. */
    MARGINAL,
    /** The canary is worse. */
    FAIL
  }

  /** Copies the lists. */
  public CanaryJudgement {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(override, "override");
    groups = List.copyOf(groups);
    findings = List.copyOf(findings);
  }

  /**
   * What a rollout does about it: on a pass it continues, on a marginal score it pauses, on a fail
   * it aborts.
   *
   * @return the decision, with a line of evidence for each metric
   */
  public MonitorDecision decision() {
    String reason = "score " + score + (override.isEmpty() ? "" : ": " + override);
    MonitorDecision decision =
        switch (result) {
          case PASS -> MonitorDecision.proceed(reason);
          case MARGINAL -> MonitorDecision.pause(reason);
          case FAIL -> MonitorDecision.abort(reason);
        };
    return decision.withEvidence(
        findings.stream()
            .map(
                finding ->
                    finding.metric().name()
                        + ": "
                        + finding.comparison().label()
                        + ", "
                        + finding.comparison().reason())
            .toList());
  }

  /**
   * The judgement as a text for people: the score, the groups, and of each metric both means, the
   * interval of the shift, the effect, and why it is labelled so.
   *
   * @return several lines in columns, which are the same for the same judgement
   */
  public String explain() {
    return new CanaryExplanation(this).text();
  }
}
