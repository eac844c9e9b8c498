package dev.penstock.deploy.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far one metric of an {@link AnalysisRun} is. Part of that state; it keeps the last
 * measurements only, so that it does not grow.
 *
 * @param metric the metric's name
 * @param counts what was measured so far
 * @param dueAt when the next measurement is due; of no meaning once the status is final
 * @param windowFrom where the next measurement's window begins that tells of the time since the
 *     last one
 * @param status where it stands
 * @param reason why, in a sentence for a person
 * @param evidence the last measurements, oldest first
 */
public record MetricRun(
    String metric,
    MetricCounts counts,
    Instant dueAt,
    Instant windowFrom,
    AnalysisStatus status,
    String reason,
    List<Evidence> evidence) {

  /** How many of the last measurements are kept. */
  public static final int MAX_EVIDENCE = 10;

  /** Refuses null, and copies the evidence. */
  public MetricRun {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(dueAt, "dueAt");
    Objects.requireNonNull(windowFrom, "windowFrom");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    evidence = List.copyOf(evidence);
  }

  static MetricRun start(Metric metric, Instant at) {
    return new MetricRun(
        metric.name(),
        MetricCounts.NONE,
        at.plus(metric.schedule().initialDelay()),
        at,
        AnalysisStatus.RUNNING,
        "not measured yet",
        List.of());
  }

  /** The number of the measurement that is asked for, or would be next. */
  int number() {
    return counts.total() + 1;
  }

  boolean isOpen() {
    return !status.isFinal();
  }

  MetricQuery query(Metric definition, Instant startedAt, Sides sides) {
    MetricWindow window = definition.window();
    Instant from = windowFrom;
    if (window instanceof MetricWindow.SinceStart) {
      from = startedAt;
    } else if (window instanceof MetricWindow.Last last) {
      from = dueAt.minus(last.length());
    }
    return new MetricQuery(
        metric, number(), definition.query(), from, dueAt, sides, definition.needsBaseline());
  }

  MetricRun measured(Metric definition, Measurement measurement, Instant at) {
    Evidence said = MeasurementJudge.judge(definition, number(), measurement, at);
    MetricCounts later = counts.and(said.outcome());
    Optional<Ending> ending = ending(definition, later, said);
    return new MetricRun(
        metric,
        later,
        nextDue(definition.schedule(), at),
        said.judged() ? dueAt : windowFrom,
        ending.map(Ending::status).orElse(AnalysisStatus.RUNNING),
        ending.map(Ending::reason).orElse(said.outcome() + ", " + said.reason()),
        recent(said));
  }

  /** It ends although more would have been measured (RP-107). */
  MetricRun ended() {
    int measured = counts.total();
    return new MetricRun(
        metric,
        counts,
        dueAt,
        windowFrom,
        AnalysisStatus.SUCCESSFUL,
        "ended early, after "
            + (measured == 1 ? "1 measurement" : measured + " measurements")
            + " within the limits",
        evidence);
  }

  private static Optional<Ending> ending(Metric metric, MetricCounts counts, Evidence last) {
    MetricLimits limits = metric.limits();
    Optional<AnalysisStatus> exceeded = limits.exceededBy(counts);
    if (exceeded.isPresent()) {
      return Optional.of(Ending.exceeded(exceeded.get(), limits, counts, last));
    }
    int streak = limits.consecutiveSuccesses();
    if (streak > 0 && counts.consecutiveSuccesses() >= streak) {
      return good(streak + " good in a row, as many as needed");
    }
    if (metric.judge().orElse(null) instanceof SequentialTest
        && last.outcome() == Outcome.SUCCESSFUL) {
      return good(last.reason());
    }
    int count = metric.schedule().effectiveCount();
    if (count == 0 || counts.counted() < count) {
      return Optional.empty();
    }
    if (streak > 0) {
      return open(
          counts.consecutiveSuccesses() + " good in a row at the end, " + streak + " needed");
    }
    return last.outcome() == Outcome.UNDECIDED
        ? open("not known after " + count + " measurements; " + last.reason())
        : good(
            counts.failed()
                + " of "
                + counts.counted()
                + " bad, "
                + (limits.failures() == MetricLimits.UNLIMITED
                    ? "not limited"
                    : "at most " + limits.failures() + " allowed")
                + "; the last one: "
                + last.reason());
  }

  private static Optional<Ending> good(String reason) {
    return Optional.of(new Ending(AnalysisStatus.SUCCESSFUL, reason));
  }

  private static Optional<Ending> open(String reason) {
    return Optional.of(new Ending(AnalysisStatus.INCONCLUSIVE, reason));
  }

  /** The next point of the metric's own grid; those that have passed meanwhile are left out. */
  private Instant nextDue(MetricSchedule schedule, Instant at) {
    Duration step = schedule.interval().orElse(MetricSchedule.ERROR_RETRY);
    Instant next = dueAt.plus(step);
    if (!next.isBefore(at)) {
      return next;
    }
    Duration late = Duration.between(next, at);
    long missed = late.dividedBy(step);
    Instant before = next.plus(step.multipliedBy(missed));
    return before.isBefore(at) ? before.plus(step) : before;
  }

  private List<Evidence> recent(Evidence said) {
    int kept = Math.min(evidence.size(), MAX_EVIDENCE - 1);
    List<Evidence> recent =
        new ArrayList<>(evidence.subList(evidence.size() - kept, evidence.size()));
    recent.add(said);
    return recent;
  }

  /** How a metric ended. */
  private record Ending(AnalysisStatus status, String reason) {

    static Ending exceeded(
        AnalysisStatus status, MetricLimits limits, MetricCounts counts, Evidence last) {
      String what =
          switch (status) {
            case ERROR ->
                counts.consecutiveErrors()
                    + " errors in a row, at most "
                    + limits.consecutiveErrors();
            case INCONCLUSIVE ->
                counts.inconclusive() + " inconclusive, at most " + limits.inconclusive();
            default -> counts.failed() + " bad, at most " + limits.failures();
          };
      return new Ending(status, what + " allowed; the last one: " + last.reason());
    }
  }
}
