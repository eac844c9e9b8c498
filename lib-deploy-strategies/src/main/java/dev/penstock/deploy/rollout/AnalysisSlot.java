package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AnalysisRun;
import dev.penstock.deploy.analysis.MetricRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One analysis of a run, and how far its measurements were asked for. */
final class AnalysisSlot {
  final int number;
  final boolean isInline;
  AnalysisRun run;
  boolean isSettled; // its verdict was acted upon, or is no longer of interest
  Instant lookedAt;
  int looks;

  AnalysisSlot(int number, boolean isInline, AnalysisRun run) {
    this.number = number;
    this.isInline = isInline;
    this.run = run;
    this.lookedAt = run.startedAt();
  }

  boolean isOpen() {
    return !isSettled && !run.isFinal();
  }

  void look(Instant at) {
    lookedAt = at.isAfter(lookedAt) ? at : lookedAt;
    looks++;
  }

  /** What an event tells of an analysis, put into the state as it was before. */
  void advance(RolloutEvent.AnalysisAdvanced event) {
    List<MetricRun> metrics = new ArrayList<>(run.metrics());
    for (MetricRun changed : event.changed()) {
      for (int i = 0; i < metrics.size(); i++) {
        if (metrics.get(i).metric().equals(changed.metric())) {
          metrics.set(i, changed);
        }
      }
    }
    run =
        new AnalysisRun(
            run.analysis(),
            run.sides(),
            run.startedAt(),
            metrics,
            event.failedChecks(),
            event.status(),
            event.reason(),
            event.endedAt());
    look(event.at());
  }

  /** The event that leads from the present state of the analysis to a later one. */
  RolloutEvent.AnalysisAdvanced advanced(AnalysisRun after, Instant at) {
    List<MetricRun> changed = new ArrayList<>();
    for (int i = 0; i < after.metrics().size(); i++) {
      if (!after.metrics().get(i).equals(run.metrics().get(i))) {
        changed.add(after.metrics().get(i));
      }
    }
    return new RolloutEvent.AnalysisAdvanced(
        number, changed, after.failedChecks(), after.status(), after.reason(), after.endedAt(), at);
  }
}
