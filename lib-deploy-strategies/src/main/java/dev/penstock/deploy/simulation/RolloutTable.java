package dev.penstock.deploy.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A rollout as a table of text. */
final class RolloutTable {

  private static final String ROW = "%10s  %-18s %9s %9s %9s %9s%n".replace("%n", "\n");

  private RolloutTable() {}

  static String of(RolloutResult result) {
    int total = result.start().total();
    StringBuilder text =
        head(
            result.strategy() + " of " + (result.traffic() ? "the traffic" : total + " hosts"),
            result.outcome(),
            result.duration());
    if (!result.why().isEmpty()) {
      text.append(result.code()).append(": ").append(result.why()).append('\n');
    }
    rows(text, result.events(), result.traffic(), total);
    return text.append("lowest healthy ")
        .append(amount(result.lowestHealthy(), result.traffic(), total))
        .append(", exposure ")
        .append(clock(result.exposure()))
        .append(" of all users\n")
        .toString();
  }

  static String of(SimulatedRollout rollout) {
    RolloutFigures figures = rollout.figures();
    StringBuilder text =
        head(
            rollout.candidate() + (rollout.traffic() ? "" : " of " + rollout.total()),
            rollout.outcome(),
            figures.duration());
    if (!rollout.why().isEmpty()) {
      text.append(rollout.why()).append('\n');
    }
    rows(text, rollout.events(), rollout.traffic(), rollout.total());
    text.append(rollout.bad() ? "bad" : "good")
        .append(" revision, seed ")
        .append(rollout.seed())
        .append("; full after ")
        .append(figures.timeToFull().map(RolloutTable::clock).orElse("-"))
        .append(", lowest capacity ")
        .append(figures.lowestCapacity())
        .append("\ndetected after ")
        .append(figures.timeToDetect().map(RolloutTable::clock).orElse("-"))
        .append(", recovered after ")
        .append(figures.timeToRecover().map(RolloutTable::clock).orElse("-"))
        .append(", exposure ")
        .append(clock(figures.exposure()))
        .append(" of all users\n");
    return text.append(
            String.format(
                Locale.ROOT,
                "%,d request-minutes, %,d requests failed",
                figures.requestMinutes(),
                figures.failedRequests()))
        .append('\n')
        .toString();
  }

  private static StringBuilder head(String what, Outcome outcome, Duration duration) {
    return new StringBuilder(what)
        .append(": ")
        .append(outcome)
        .append(" after ")
        .append(clock(duration))
        .append('\n');
  }

  private static void rows(
      StringBuilder text, List<RolloutEvent> events, boolean traffic, int total) {
    row(text, "at", "event", "moving", "succeeded", "failed", "serving");
    for (RolloutEvent event : events) {
      row(
          text,
          clock(event.at()),
          event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          event.units() == 0 ? "" : amount(event.units(), traffic, total),
          amount(event.succeeded(), traffic, total),
          amount(event.failed(), traffic, total),
          amount(event.serving(), traffic, total));
    }
  }

  private static String amount(int units, boolean traffic, int total) {
    return traffic ? RolloutResult.share(units, total).toString() : units + "";
  }

  private static void row(StringBuilder text, Object... cells) {
    text.append(String.format(Locale.ROOT, ROW, cells).stripTrailing()).append('\n');
  }

  /** Hours, minutes and seconds; a fraction of a second only if there is one. */
  static String clock(Duration time) {
    String clock =
        String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
    return time.toMillisPart() == 0
        ? clock
        : clock + String.format(Locale.ROOT, ".%03d", time.toMillisPart());
  }
}
