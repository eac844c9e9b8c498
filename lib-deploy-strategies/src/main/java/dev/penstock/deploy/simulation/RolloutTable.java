package dev.penstock.deploy.simulation;

import java.time.Duration;
import java.util.Locale;

/** A rollout as a table of text. */
final class RolloutTable {

  private static final String ROW = "%10s  %-18s %9s %9s %9s %9s%n".replace("%n", "\n");

  private final RolloutResult result;

  RolloutTable(RolloutResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(result.strategy()).append(" of ").append(subject()).append(": ").append(ending());
    row(text, "at", "event", "moving", "succeeded", "failed", "serving");
    for (RolloutEvent event : result.events()) {
      row(
          text,
          clock(event.at()),
          event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          event.units() == 0 ? "" : amount(event.units()),
          amount(event.succeeded()),
          amount(event.failed()),
          amount(event.serving()));
    }
    return text.append("lowest healthy ")
        .append(amount(result.lowestHealthy()))
        .append(", exposure ")
        .append(clock(result.exposure()))
        .append(" of all users\n")
        .toString();
  }

  private String subject() {
    return result.traffic() ? "the traffic" : result.start().total() + " hosts";
  }

  private String ending() {
    String ending = result.outcome() + " after " + clock(result.duration());
    return result.why().isEmpty()
        ? ending + "\n"
        : ending + "\n" + result.code() + ": " + result.why() + "\n";
  }

  private String amount(int units) {
    return result.traffic()
        ? RolloutResult.share(units, result.start().total()).toString()
        : units + "";
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
