package dev.penstock.spec.report;

import java.util.OptionalDouble;

/**
 * How many of all were covered.
 *
 * @param covered 0 to {@code total}
 * @param total 0 or more
 */
public record Tally(long covered, long total) {

  /** Nothing to cover. */
  public static final Tally NONE = new Tally(0, 0);

  /** Refuses more covered than there are. */
  public Tally {
    if (covered < 0 || covered > total) {
      throw new IllegalArgumentException(
          "covered: " + covered + " is out of range; allowed: 0 to " + total);
    }
  }

  /**
   * The share that was covered.
   *
   * @return percent, 0 to 100; empty if there was nothing to cover
   */
  public OptionalDouble percent() {
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * covered / total);
  }

  /**
   * Both together.
   *
   * @param other the other
   * @return the sum
   */
  public Tally plus(Tally other) {
    return new Tally(covered + other.covered, total + other.total);
  }
}
