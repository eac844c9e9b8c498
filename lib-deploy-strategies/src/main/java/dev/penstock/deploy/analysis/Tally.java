package dev.penstock.deploy.analysis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of the metrics that count, by how they stand, and what they make together. All
 * weights are hundredfold, so that a threshold in percent is compared without rounding.
 *
 * @param good weight of those that were successful
 * @param bad weight of those that failed
 * @param unknown weight of those that ended in error or inconclusive
 * @param open weight of those that still run
 * @param anyError whether one ended in error
 * @param pass from which weight of good ones on the analysis is good
 * @param marginal from which weight on a person decides
 * @param scored whether the weights make a score
 */
record Tally(
    double good,
    double bad,
    double unknown,
    double open,
    boolean anyError,
    double pass,
    double marginal,
    boolean scored) {

  private static final double PERCENT = 100;

  static Tally of(Analysis analysis, List<MetricRun> runs) {
    Combination combination = analysis.combination();
    boolean scored = combination instanceof Combination.Score;
    Map<AnalysisStatus, Double> sums = new EnumMap<>(AnalysisStatus.class);
    double total = 0;
    for (int i = 0; i < runs.size(); i++) {
      Metric metric = analysis.metrics().get(i);
      if (!metric.dryRun()) {
        double weight = scored ? PERCENT * metric.weight() : PERCENT;
        sums.merge(runs.get(i).status(), weight, Double::sum);
        total += weight;
      }
    }
    double pass = total;
    double marginal = total;
    if (combination instanceof Combination.Score score) {
      pass = score.pass() * (total / PERCENT);
      marginal = score.marginal() * (total / PERCENT);
    } else if (combination instanceof Combination.Quorum quorum) {
      pass = marginal = PERCENT * quorum.needed();
    } else if (combination instanceof Combination.Any) {
      pass = marginal = Math.min(PERCENT, total); // nothing is needed of none
    }
    double errors = sums.getOrDefault(AnalysisStatus.ERROR, 0.0);
    return new Tally(
        sums.getOrDefault(AnalysisStatus.SUCCESSFUL, 0.0),
        sums.getOrDefault(AnalysisStatus.FAILED, 0.0),
        errors + sums.getOrDefault(AnalysisStatus.INCONCLUSIVE, 0.0),
        sums.getOrDefault(AnalysisStatus.RUNNING, 0.0),
        errors > 0,
        pass,
        marginal,
        scored);
  }

  /**
   * The verdict: as soon as it cannot get any better or any worse, or cannot be good any more
   * without those of which nobody knows. {@code RUNNING} until then.
   */
  AnalysisStatus status() {
    if (good >= pass) {
      return AnalysisStatus.SUCCESSFUL;
    }
    if (good + unknown + open < marginal) {
      return AnalysisStatus.FAILED;
    }
    if (good + open < marginal) {
      return anyError ? AnalysisStatus.ERROR : AnalysisStatus.INCONCLUSIVE;
    }
    return good >= marginal && good + open < pass
        ? AnalysisStatus.INCONCLUSIVE
        : AnalysisStatus.RUNNING;
  }

  /** The figures as a person reads them. */
  String text() {
    double total = good + bad + unknown + open;
    double unit = scored && total > 0 ? total / PERCENT : PERCENT;
    String figures =
        Figures.text(bad / unit)
            + " bad, "
            + Figures.text(unknown / unit)
            + " not known, "
            + Figures.text(open / unit)
            + " open; "
            + Figures.text(pass / unit);
    String achieved = Figures.text(good / unit);
    return scored
        ? "score "
            + achieved
            + ", "
            + figures
            + " to pass, "
            + Figures.text(marginal / unit)
            + " marginal"
        : achieved + " good, " + figures + " needed";
  }
}
