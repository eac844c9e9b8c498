package dev.penstock.pipeline.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times and places for people; durations and instants to the second. */
final class Times {
  private Times() {}

  static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    String text =
        part(seconds / 86_400, "d")
            + part(seconds / 3600 % 24, "h")
            + part(seconds / 60 % 60, "min")
            + part(seconds % 60, "s");
    return text.isEmpty() ? "0 s" : text.strip();
  }

  private static String part(long amount, String unit) {
    return amount == 0 ? "" : amount + " " + unit + " ";
  }

  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  static String where(String execution, String stage, String action) {
    return "execution " + execution + ": " + stage + "/" + action;
  }

  static String inFront(String execution, String stage) {
    return "execution " + execution + " waits in front of " + stage;
  }
}
