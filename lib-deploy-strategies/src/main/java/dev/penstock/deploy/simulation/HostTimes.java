package dev.penstock.deploy.simulation;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long the deployment to each host takes: as a {@link Duration}, or as milliseconds where a
 * million hosts should cost no objects.
 */
final class HostTimes {

  private final @Nullable IntFunction<Duration> durations;
  private final IntToLongFunction millis;

  private HostTimes(@Nullable IntFunction<Duration> durations, IntToLongFunction millis) {
    this.durations = durations;
    this.millis = millis;
  }

  static HostTimes ofDurations(IntFunction<Duration> durations) {
    return new HostTimes(durations, host -> roundedUp(durations.apply(host)));
  }

  static HostTimes ofMillis(IntToLongFunction millis) {
    return new HostTimes(null, millis);
  }

  /** As they were given; null if milliseconds are exact. */
  @Nullable IntFunction<Duration> durations() {
    return durations;
  }

  /** In milliseconds, a fraction of one rounded up. */
  IntToLongFunction millis() {
    return millis;
  }

  static IllegalArgumentException negative(int host, long millis) {
    return new IllegalArgumentException(
        "deploymentTakesMillis: " + millis + " of host " + host + "; allowed: 0 or more");
  }

  static long roundedUp(Duration time) {
    long whole = time.toMillis();
    return Duration.ofMillis(whole).equals(time) ? whole : Math.addExact(whole, 1);
  }
}
