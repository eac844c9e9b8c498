package dev.penstock.deploy.analysis;

import java.util.List;
import java.util.Objects;

/**
 * Where an analysis stands, and why.
 *
 * @param status where it stands
 * @param reason why, in a sentence for a person
 * @param metrics the metrics in the order of the analysis, dry runs included
 */
public record AnalysisVerdict(AnalysisStatus status, String reason, List<MetricVerdict> metrics) {

  /** Copies the metrics. */
  public AnalysisVerdict {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    metrics = List.copyOf(metrics);
  }

  /**
   * What a rollout does about it (RP-108): on success it continues, failed and in error it aborts,
   * inconclusive it pauses until a person decides. While the analysis runs it waits.
   *
   * @return the decision, with this reason and a line of evidence for each metric
   */
  public MonitorDecision decision() {
    return new MonitorDecision(directive(), reason, evidence());
  }

  /**
   * What a rollout does about an analysis that runs beside its steps. As {@link #decision()}, but
   * while the analysis runs the rollout continues, unless the last measurement of a metric that
   * counts could not be judged: then it waits, as nobody knows what the next step would do
   * (RP-124).
   *
   * @return the decision, with a reason and a line of evidence for each metric
   */
  public MonitorDecision decisionBeside() {
    if (status.isFinal()) {
      return decision();
    }
    for (MetricVerdict metric : metrics) {
      int last = metric.evidence().size() - 1;
      if (!metric.dryRun() && last >= 0 && !metric.evidence().get(last).judged()) {
        String why = metric.metric() + ": " + metric.evidence().get(last).reason();
        return new MonitorDecision(MonitorDecision.Directive.WAIT, why, evidence());
      }
    }
    return new MonitorDecision(MonitorDecision.Directive.CONTINUE, reason, evidence());
  }

  private List<String> evidence() {
    return metrics.stream()
        .map(
            metric ->
                metric.metric()
                    + (metric.dryRun() ? " (dry run): " : ": ")
                    + metric.status()
                    + ", "
                    + metric.reason())
        .toList();
  }

  private MonitorDecision.Directive directive() {
    return switch (status) {
      case SUCCESSFUL -> MonitorDecision.Directive.CONTINUE;
      case INCONCLUSIVE -> MonitorDecision.Directive.PAUSE;
      case FAILED, ERROR -> MonitorDecision.Directive.ABORT;
      case RUNNING -> MonitorDecision.Directive.WAIT;
    };
  }
}
