package dev.penstock.deploy.strategy;

import java.time.Duration;
import java.util.Objects;

/**
 * A rollout that goes through the availability zones of a fleet one at a time (D-270).
 *
 * <pre>{@code
 * ZonalConfiguration zones =
 *     ZonalConfiguration.monitoring(Duration.ofMinutes(10))
 *         .monitoringFirst(Duration.ofHours(1))
 *         .keepingHealthy(MinimumHealthyHosts.percent(50));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param minimumHealthyPerZone how many hosts of a zone stay healthy, besides the minimum of the
 *     whole fleet (D-272)
 * @param monitorDuration how long is waited after each zone but the first and the last, zero or
 *     more; zero goes on with the next zone at once
 * @param firstZoneMonitorDuration how long is waited after the first zone, zero or more (D-271)
 */
public record ZonalConfiguration(
    MinimumHealthyHosts minimumHealthyPerZone,
    Duration monitorDuration,
    Duration firstZoneMonitorDuration) {

  /** How many hosts of a zone stay healthy unless set: none (D-272). */
  public static final MinimumHealthyHosts DEFAULT_MINIMUM = MinimumHealthyHosts.percent(0);

  /** Refuses times that are negative or above {@link Step#LONGEST_HOLD}. */
  public ZonalConfiguration {
    Objects.requireNonNull(minimumHealthyPerZone, "minimumHealthyPerZone");
    requireInRange("monitorDuration", monitorDuration);
    requireInRange("firstZoneMonitorDuration", firstZoneMonitorDuration);
  }

  /**
   * Zones one after the other without a wait and without a minimum of their own.
   *
   * @return the configuration
   */
  public static ZonalConfiguration immediate() {
    return monitoring(Duration.ZERO);
  }

  /**
   * Zones one after the other with a wait after each, the first included.
   *
   * @param duration how long, zero or more
   * @return the configuration, without a minimum of each zone
   */
  public static ZonalConfiguration monitoring(Duration duration) {
    return new ZonalConfiguration(DEFAULT_MINIMUM, duration, duration);
  }

  /**
   * The same with another wait after the first zone.
   *
   * @param duration how long, zero or more
   * @return a changed copy
   */
  public ZonalConfiguration monitoringFirst(Duration duration) {
    return new ZonalConfiguration(minimumHealthyPerZone, monitorDuration, duration);
  }

  /**
   * The same with another minimum of each zone.
   *
   * @param minimum how many hosts of a zone stay healthy
   * @return a changed copy
   */
  public ZonalConfiguration keepingHealthy(MinimumHealthyHosts minimum) {
    return new ZonalConfiguration(minimum, monitorDuration, firstZoneMonitorDuration);
  }

  private static void requireInRange(String what, Duration value) {
    if (value.isNegative() || value.compareTo(Step.LONGEST_HOLD) > 0) {
      throw new IllegalArgumentException(
          what
              + ": "
              + value
              + " is out of range; allowed: zero to "
              + Step.LONGEST_HOLD.toDays()
              + " days");
    }
  }
}
