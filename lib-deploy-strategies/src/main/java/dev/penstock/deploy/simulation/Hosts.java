package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.Rollout;
import java.time.Duration;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/** The hosts of a simulated fleet during one run: one pass over each of them, no objects. */
final class Hosts implements Units {

  private final int total;
  private final BitSet unhealthy;
  private final IntPredicate failing;
  private final HostTimes takes;
  private int nextUnhealthy;
  private int nextHealthy;

  Hosts(int total, BitSet unhealthy, IntPredicate failing, HostTimes takes) {
    this.total = total;
    this.unhealthy = unhealthy;
    this.failing = failing;
    this.takes = takes;
  }

  @Override
  public Rollout starting() {
    int down = unhealthy.cardinality();
    return Rollout.starting(total - down, down);
  }

  @Override
  public Attempt attempt(int units, boolean healthy) {
    IntFunction<Duration> durations = takes.durations();
    if (durations != null) {
      return attempt(units, healthy, durations);
    }
    if (healthy && unhealthy.isEmpty()) {
      int first = nextHealthy;
      nextHealthy += units;
      return attemptAll(first, nextHealthy, takes.millis());
    }
    return attempt(units, healthy, host -> Duration.ofMillis(checked(host)));
  }

  @Override
  public boolean isTraffic() {
    return false;
  }

  /** The next host to be attempted. */
  int next(boolean healthy) {
    if (healthy) {
      int host = unhealthy.nextClearBit(nextHealthy);
      nextHealthy = host + 1;
      return host;
    }
    int host = unhealthy.nextSetBit(nextUnhealthy);
    nextUnhealthy = host + 1;
    return host;
  }

  boolean fails(int host) {
    return failing.test(host);
  }

  long millis(int host) {
    return checked(host);
  }

  private Attempt attempt(int units, boolean healthy, IntFunction<Duration> durations) {
    int failed = 0;
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < units; i++) {
      int host = next(healthy);
      if (failing.test(host)) {
        failed++;
      }
      Duration took = durations.apply(host);
      if (took.compareTo(slowest) > 0) {
        slowest = took;
      }
    }
    return new Attempt(failed, slowest);
  }

  /** The way of large fleets: neighbours, and numbers only. */
  private Attempt attemptAll(int first, int end, IntToLongFunction millis) {
    int failed = 0;
    long slowest = 0;
    for (int host = first; host < end; host++) {
      if (failing.test(host)) {
        failed++;
      }
      long took = millis.applyAsLong(host);
      if (took > slowest) {
        slowest = took;
      } else if (took < 0) {
        throw HostTimes.negative(host, took);
      }
    }
    return new Attempt(failed, Duration.ofMillis(slowest));
  }

  private long checked(int host) {
    long took = takes.millis().applyAsLong(host);
    if (took < 0) {
      throw HostTimes.negative(host, took);
    }
    return took;
  }
}
