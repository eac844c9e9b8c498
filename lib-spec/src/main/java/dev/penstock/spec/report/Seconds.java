package dev.penstock.spec.report;

import java.time.Duration;

/** Reads how long something took, as tools write it. */
final class Seconds {

  private static final double LONGEST = 1e9;
  private static final double NANOS = 1e9;

  private Seconds() {}

  /** Seconds, with a point and perhaps commas between thousands; zero for anything else. */
  static Duration of(String text) {
    return scaled(text, 1);
  }

  static Duration ofMillis(String text) {
    return scaled(text, 1e-3);
  }

  /** Hours, minutes and seconds, divided by colons; zero for anything else. */
  static Duration ofClock(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      return Duration.ZERO;
    }
    return scaled(parts[0], 3_600).plus(scaled(parts[1], 60)).plus(scaled(parts[2], 1));
  }

  private static Duration scaled(String text, double unit) {
    try {
      double seconds = Double.parseDouble(text.replace(",", "")) * unit;
      return seconds >= 0 && seconds <= LONGEST
          ? Duration.ofNanos(Math.round(seconds * NANOS))
          : Duration.ZERO;
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
