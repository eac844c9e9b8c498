package dev.penstock.deploy.simulation;

import java.time.Duration;
import java.util.Objects;

/**
 * How long something takes that does not always take the same: half of the times lie below the
 * median, nine of ten below the ninetieth percentile. Between these points all times are equally
 * likely. Immutable; counted in whole milliseconds, a fraction of one rounded up.
 *
 * <pre>{@code
 * TimeSpread.of(Duration.ofMinutes(1));                            // always one minute
 * TimeSpread.between(Duration.ofSeconds(30), Duration.ofMinutes(2)) // anything between the two
 * }</pre>
 *
 * @param least the shortest time, zero or more
 * @param median half of the times are at most this
 * @param ninetieth nine of ten times are at most this
 * @param most the longest time, at most {@link #LONGEST}
 */
public record TimeSpread(Duration least, Duration median, Duration ninetieth, Duration most) {

  /** The longest time that can be drawn: 7 days. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** No time at all, always. */
  public static final TimeSpread NONE = of(Duration.ZERO);

  private static final double HALF = 0.5;
  private static final double NINE_TENTHS = 0.9;

  /** Refuses negative times, too long ones, and those that are not in order. */
  public TimeSpread {
    Objects.requireNonNull(least, "least");
    Objects.requireNonNull(median, "median");
    Objects.requireNonNull(ninetieth, "ninetieth");
    Objects.requireNonNull(most, "most");
    if (least.isNegative()
        || least.compareTo(median) > 0
        || median.compareTo(ninetieth) > 0
        || ninetieth.compareTo(most) > 0
        || most.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "times: least "
              + least
              + ", median "
              + median
              + ", ninetieth "
              + ninetieth
              + ", most "
              + most
              + "; allowed: in this order, zero to "
              + LONGEST);
    }
  }

  /**
   * Always the same time.
   *
   * @param time zero to {@link #LONGEST}
   * @return the spread
   */
  public static TimeSpread of(Duration time) {
    return new TimeSpread(time, time, time, time);
  }

  /**
   * Any time between two, all equally likely.
   *
   * @param least zero or more
   * @param most {@code least} to {@link #LONGEST}
   * @return the spread
   */
  public static TimeSpread between(Duration least, Duration most) {
    Duration width = most.minus(least);
    return new TimeSpread(
        least,
        least.plus(width.dividedBy(2)),
        least.plus(width.multipliedBy(9).dividedBy(10)),
        most);
  }

  /** The time in milliseconds that so much of all times lie below, 0 to below 1. */
  long at(double share) {
    if (share < HALF) {
      return between(least, median, share / HALF);
    }
    return share < NINE_TENTHS
        ? between(median, ninetieth, (share - HALF) / (NINE_TENTHS - HALF))
        : between(ninetieth, most, (share - NINE_TENTHS) / (1 - NINE_TENTHS));
  }

  private static long between(Duration from, Duration to, double share) {
    long first = HostTimes.roundedUp(from);
    long width = HostTimes.roundedUp(to) - first;
    return first + Math.min(width, (long) (share * (width + 1)));
  }
}
