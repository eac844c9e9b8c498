package dev.penstock.deploy.analysis;

import java.util.List;
import java.util.Objects;

/**
 * Where one metric of an analysis stands, and why.
 *
 * @param metric the metric's name
 * @param dryRun whether it does not count
 * @param status where it stands
 * @param reason why, in a sentence for a person
 * @param counts what was measured so far
 * @param evidence the last measurements, oldest first, at most {@value MetricRun#MAX_EVIDENCE}
 */
public record MetricVerdict(
    String metric,
    boolean dryRun,
    AnalysisStatus status,
    String reason,
    MetricCounts counts,
    List<Evidence> evidence) {

  /** Copies the evidence. */
  public MetricVerdict {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(counts, "counts");
    evidence = List.copyOf(evidence);
  }
}
