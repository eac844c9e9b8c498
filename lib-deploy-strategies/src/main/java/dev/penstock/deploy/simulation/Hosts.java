package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.Rollout;
import java.time.Duration;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The hosts of a simulated fleet during one run: one pass over each of them, no objects. */
final class Hosts implements Units {

  private final int total;
  private final BitSet unhealthy;
  private final IntPredicate failing;
  private final IntFunction<Duration> takes;
  private int nextUnhealthy;
  private int nextHealthy;

  Hosts(int total, BitSet unhealthy, IntPredicate failing, IntFunction<Duration> takes) {
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
    int failed = 0;
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < units; i++) {
      int host = healthy ? healthyHost() : unhealthyHost();
      if (failing.test(host)) {
        failed++;
      }
      Duration took = takes.apply(host);
      if (took.compareTo(slowest) > 0) {
        slowest = took;
      }
    }
    return new Attempt(failed, slowest);
  }

  @Override
  public boolean isTraffic() {
    return false;
  }

  private int healthyHost() {
    int host = unhealthy.nextClearBit(nextHealthy);
    nextHealthy = host + 1;
    return host;
  }

  private int unhealthyHost() {
    int host = unhealthy.nextSetBit(nextUnhealthy);
    nextUnhealthy = host + 1;
    return host;
  }
}
