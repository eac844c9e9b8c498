package dev.penstock.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times for people: two units of a duration, instants to the minute in UTC. */
final class Durations {
  private Durations() {}

  static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min" + rest(seconds % 60, " s");
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h" + rest(seconds % 3600 / 60, " min");
    }
    return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3600, " h");
  }

  private static String rest(long amount, String unit) {
    return amount == 0 ? "" : " " + amount + unit;
  }

  static String text(Instant instant) {
    String iso = instant.truncatedTo(ChronoUnit.MINUTES).toString(); // such as 2026-01-05T09:00:00Z
    return iso.replace('T', ' ').replace(":00Z", "Z");
  }
}
