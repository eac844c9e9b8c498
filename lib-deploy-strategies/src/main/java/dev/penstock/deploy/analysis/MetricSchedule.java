package dev.penstock.deploy.analysis;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When and how often a metric is measured (RP-107).
 *
 * @param interval from one measurement to the next, above zero to {@link #LONGEST}; without one
 *     there is a single measurement
 * @param count how many measurements are taken, those in error not counted, 1 to {@value
 *     #MAX_COUNT}; 0 is one without an interval and endless with one; more than one needs an
 *     interval
 * @param initialDelay from the start to the first measurement, zero to {@link #LONGEST}
 */
public record MetricSchedule(Optional<Duration> interval, int count, Duration initialDelay) {

  /** The largest count. */
  public static final int MAX_COUNT = 1_000_000;

  /** The longest interval, delay and window. */
  public static final Duration LONGEST = Duration.ofDays(365);

  /** When a measurement in error is taken again if there is no interval. */
  public static final Duration ERROR_RETRY = Duration.ofSeconds(10);

  /** One measurement, at once. */
  public static final MetricSchedule ONCE = new MetricSchedule(Optional.empty(), 0, Duration.ZERO);

  /** Refuses null; ranges are rules of the metric. */
  public MetricSchedule {
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(initialDelay, "initialDelay");
  }

  /**
   * Whether there is no last measurement.
   *
   * @return true with an interval and without a count
   */
  public boolean isEndless() {
    return count == 0 && interval.isPresent();
  }

  int effectiveCount() {
    return count == 0 && !isEndless() ? 1 : count;
  }
}
