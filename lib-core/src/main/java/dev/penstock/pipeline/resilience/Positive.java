package dev.penstock.pipeline.resilience;

import java.time.Duration;

/** Checks of options at the call that sets them. */
final class Positive {
  private Positive() {}

  static int count(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + ": " + value + " is out of range; at least 1");
    }
    return value;
  }

  static Duration duration(String option, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          option + ": " + value + " is out of range; at least one millisecond");
    }
    return atMostDays(option, value);
  }

  static Duration orZero(String option, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(option + ": " + value + " is negative");
    }
    return atMostDays(option, value);
  }

  /** So that instants and counts of nanoseconds can be added up. */
  private static Duration atMostDays(String option, Duration value) {
    if (value.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          option + ": " + value + " is out of range; at most 365 days");
    }
    return value;
  }
}
