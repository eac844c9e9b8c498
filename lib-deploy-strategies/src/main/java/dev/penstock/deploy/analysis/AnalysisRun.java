package dev.penstock.deploy.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An analysis under way: a pure, immutable state that a decider holds. It asks, is told, and says
 * what that means; somebody else measures and waits.
 *
 * <pre>{@code
 * AnalysisRun run = AnalysisRun.start(analysis, now);
 * for (MetricQuery query : run.due(now)) {
 *   Measurement answer = provider.measure(query).toCompletableFuture().join();
 *   run = run.measured(query.metric(), query.number(), answer, now);
 * }
 * AnalysisVerdict verdict = run.verdict();
 * }</pre>
 *
 * <p>Each metric has one open measurement at most, found by its number. What is told twice, late,
 * of an unknown metric or after the end changes nothing. The components are the journalled form;
 * only {@link #start} makes a first one. The size does not grow with time. One call costs as much
 * as there are metrics.
 *
 * @param analysis what is measured
 * @param sides the labels of canary and baseline
 * @param startedAt when it began
 * @param metrics how far each metric is, in the order of the analysis
 * @param failedChecks the instants at which a bad measurement of a metric that counts was due; kept
 *     only if the analysis limits them
 * @param status where it stands
 * @param reason why, in a sentence for a person
 * @param endedAt when it ended; empty while it runs
 */
public record AnalysisRun(
    Analysis analysis,
    Sides sides,
    Instant startedAt,
    List<MetricRun> metrics,
    List<Instant> failedChecks,
    AnalysisStatus status,
    String reason,
    Optional<Instant> endedAt) {

  /** Copies the lists, and refuses other metrics than the analysis has. */
  public AnalysisRun {
    Objects.requireNonNull(sides, "sides");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(endedAt, "endedAt");
    metrics = List.copyOf(metrics);
    failedChecks = List.copyOf(failedChecks);
    List<String> names = metrics.stream().map(MetricRun::metric).toList();
    List<String> defined = analysis.metrics().stream().map(Metric::name).toList();
    if (!names.equals(defined)) {
      throw new IllegalArgumentException(
          "metrics: " + names + " are not those of the analysis; allowed: " + defined);
    }
  }

  /**
   * Starts an analysis whose provider needs no labels.
   *
   * @param analysis what is measured
   * @param at when it begins
   * @return the state at the start
   */
  public static AnalysisRun start(Analysis analysis, Instant at) {
    return start(analysis, Sides.NONE, at);
  }

  /**
   * Starts an analysis.
   *
   * @param analysis what is measured
   * @param sides the labels of canary and baseline
   * @param at when it begins
   * @return the state at the start
   */
  public static AnalysisRun start(Analysis analysis, Sides sides, Instant at) {
    return new AnalysisRun(
        analysis,
        sides,
        at,
        analysis.metrics().stream().map(metric -> MetricRun.start(metric, at)).toList(),
        List.of(),
        AnalysisStatus.RUNNING,
        "not measured yet",
        Optional.empty());
  }

  /**
   * When the earliest of the measurements is due that are not told yet, whether it was asked for or
   * not.
   *
   * @return the instant; empty once the analysis has ended
   */
  public Optional<Instant> nextAt() {
    return openDues().stream().min(Comparator.naturalOrder());
  }

  /**
   * When to look again, once everything that is due has been asked for.
   *
   * @param at now
   * @return the earliest instant after {@code at} at which a measurement becomes due; empty if none
   *     does before another one is told
   */
  public Optional<Instant> nextAfter(Instant at) {
    return openDues().stream().filter(due -> due.isAfter(at)).min(Comparator.naturalOrder());
  }

  /**
   * What has to be measured. Stays the same until it is told, so that it can be asked for again
   * after a restart.
   *
   * @param at now
   * @return one question for each metric whose measurement is due, in the order of the analysis
   */
  public List<MetricQuery> due(Instant at) {
    List<MetricQuery> due = new ArrayList<>();
    for (int i = 0; i < metrics.size() && !isFinal(); i++) {
      MetricRun run = metrics.get(i);
      if (run.isOpen() && !run.dueAt().isAfter(at)) {
        due.add(run.query(analysis.metrics().get(i), startedAt, sides));
      }
    }
    return due;
  }

  /**
   * Tells a measurement.
   *
   * @param metric the metric's name
   * @param number the number of the question
   * @param measurement the answer
   * @param at when it arrived
   * @return the state after it; this one if it is not the answer that is open
   */
  public AnalysisRun measured(String metric, int number, Measurement measurement, Instant at) {
    int index = indexOf(metric);
    if (isFinal() || index < 0 || !metrics.get(index).isOpen()) {
      return this;
    }
    MetricRun before = metrics.get(index);
    if (before.number() != number) {
      return this;
    }
    Metric definition = analysis.metrics().get(index);
    MetricRun after = before.measured(definition, measurement, at);
    List<MetricRun> runs = new ArrayList<>(metrics);
    runs.set(index, after);
    List<Instant> checks = failedChecks;
    boolean bad = after.counts().failed() > before.counts().failed();
    if (bad && !definition.dryRun() && analysis.failedChecks().isPresent()) {
      checks = with(checks, before.dueAt());
    }
    return concluded(runs, checks, at);
  }

  /**
   * Ends the analysis before its time, as when a rollout is done that it runs beside. Metrics that
   * still run count as good: a limit exceeded would have ended them (RP-107).
   *
   * @param at when
   * @return the state after it, which has a verdict; this one if it had one before
   */
  public AnalysisRun terminate(Instant at) {
    if (isFinal()) {
      return this;
    }
    List<MetricRun> ended = metrics.stream().map(run -> run.isOpen() ? run.ended() : run).toList();
    return concluded(ended, failedChecks, at);
  }

  /**
   * Whether there is a verdict, which nothing changes any more.
   *
   * @return false while it runs
   */
  public boolean isFinal() {
    return status.isFinal();
  }

  /**
   * Where the analysis stands, with reasons and the evidence of each metric.
   *
   * @return the verdict so far
   */
  public AnalysisVerdict verdict() {
    List<MetricVerdict> each = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      MetricRun run = metrics.get(i);
      boolean dryRun = analysis.metrics().get(i).dryRun();
      each.add(
          new MetricVerdict(
              run.metric(), dryRun, run.status(), run.reason(), run.counts(), run.evidence()));
    }
    return new AnalysisVerdict(status, reason, each);
  }

  private AnalysisRun concluded(List<MetricRun> runs, List<Instant> checks, Instant at) {
    Tally tally = Tally.of(analysis, runs);
    AnalysisStatus now = tally.status();
    String why = tally.text();
    int most = analysis.failedChecks().orElse(Integer.MAX_VALUE);
    if (checks.size() >= most) {
      now = AnalysisStatus.FAILED;
      why = checks.size() + " failed checks, " + most + " end it; " + why;
    } else if (now == AnalysisStatus.SUCCESSFUL && waitsForDryRuns(runs)) {
      now = AnalysisStatus.RUNNING;
      why = "waits for dry runs; " + why;
    }
    if (!now.isFinal()) {
      return new AnalysisRun(analysis, sides, startedAt, runs, checks, now, why, Optional.empty());
    }
    List<MetricRun> ended = runs.stream().map(run -> run.isOpen() ? run.ended() : run).toList();
    return new AnalysisRun(
        analysis, sides, startedAt, ended, checks, now, why + firstReason(ended), Optional.of(at));
  }

  /** A dry run is to be reported whole if it has an end; if nothing else counts, in any case. */
  private boolean waitsForDryRuns(List<MetricRun> runs) {
    boolean anyCounts = analysis.metrics().stream().anyMatch(metric -> !metric.dryRun());
    for (int i = 0; i < runs.size(); i++) {
      Metric metric = analysis.metrics().get(i);
      boolean awaited = metric.dryRun() && (!metric.schedule().isEndless() || !anyCounts);
      if (awaited && runs.get(i).isOpen()) {
        return true;
      }
    }
    return false;
  }

  /** What the first metric says that counts and is not good. */
  private String firstReason(List<MetricRun> runs) {
    for (int i = 0; i < runs.size(); i++) {
      MetricRun run = runs.get(i);
      if (!analysis.metrics().get(i).dryRun() && run.status() != AnalysisStatus.SUCCESSFUL) {
        return "; " + run.metric() + ": " + run.reason();
      }
    }
    return "";
  }

  private List<Instant> openDues() {
    return isFinal()
        ? List.of()
        : metrics.stream().filter(MetricRun::isOpen).map(MetricRun::dueAt).toList();
  }

  private int indexOf(String metric) {
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i).metric().equals(metric)) {
        return i;
      }
    }
    return -1;
  }

  private static List<Instant> with(List<Instant> checks, Instant due) {
    if (checks.contains(due)) {
      return checks;
    }
    List<Instant> more = new ArrayList<>(checks);
    more.add(due);
    return more;
  }
}
