package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Duration;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rollout over hosts in virtual time. Hosts are numbered from 0 and attempted in that order, the
 * unhealthy ones first. After an alarm no more hosts are attempted, and those in flight finish
 * (D-262). Not thread-safe; may be run several times.
 *
 * <p>A first deployment has no healthy host yet, and is simulated with all of them healthy, which
 * is how it is counted (D-259).
 */
public final class FleetSimulation {

  private final DeploymentStrategy strategy;
  private final int hosts;
  private final BitSet unhealthy = new BitSet();
  private final Alarm alarm = new Alarm();
  private @Nullable IntPredicate failing;
  private HostTimes takes = HostTimes.ofMillis(host -> 0);
  private boolean refilling;

  FleetSimulation(DeploymentStrategy strategy, int hosts) {
    this.strategy = Objects.requireNonNull(strategy, "strategy");
    if (hosts < 0) {
      throw new IllegalArgumentException(
          "hosts: " + hosts + " is out of range; allowed: 0 or more");
    }
    this.hosts = hosts;
  }

  /**
   * Hosts on which the deployment fails, besides those named before.
   *
   * @param failingHosts each 0 to one less than there are
   * @return this
   */
  public FleetSimulation failing(int... failingHosts) {
    BitSet named = new BitSet();
    for (int host : failingHosts) {
      named.set(requireHost("failing", host));
    }
    return failing(named::get);
  }

  /**
   * Hosts on which the deployment fails, besides those named before.
   *
   * @param condition says so of a host; asked once for each attempt, and must answer the same for
   *     the same host
   * @return this
   */
  public FleetSimulation failing(IntPredicate condition) {
    Objects.requireNonNull(condition, "condition");
    failing = failing == null ? condition : failing.or(condition);
    return this;
  }

  /**
   * Hosts that do not serve when the rollout starts, besides those named before.
   *
   * @param unhealthyHosts each 0 to one less than there are
   * @return this
   */
  public FleetSimulation unhealthyAtStart(int... unhealthyHosts) {
    for (int host : unhealthyHosts) {
      unhealthy.set(requireHost("unhealthyAtStart", host));
    }
    return this;
  }

  /**
   * How long the deployment to a host takes.
   *
   * @param time the same for each host, zero or more; zero unless said otherwise
   * @return this
   */
  public FleetSimulation deploymentTakes(Duration time) {
    Alarm.requirePositive("deploymentTakes", time);
    return deploymentTakes(host -> time);
  }

  /**
   * How long the deployment to each host takes. A wave takes as long as its slowest host.
   *
   * @param time of a host, zero or more; must answer the same for the same host
   * @return this
   */
  public FleetSimulation deploymentTakes(IntFunction<Duration> time) {
    takes = HostTimes.ofDurations(Objects.requireNonNull(time, "time"));
    return this;
  }

  /**
   * How long the deployment to each host takes, as a number: for fleets of a million hosts, where
   * an object for each would be what takes the time.
   *
   * @param millis of a host, 0 or more; must answer the same for the same host
   * @return this
   */
  public FleetSimulation deploymentTakesMillis(IntToLongFunction millis) {
    takes = HostTimes.ofMillis(Objects.requireNonNull(millis, "millis"));
    return this;
  }

  /**
   * Refills instead of waiting for the end of a wave (D-258): a host starts as soon as another has
   * ended, as long as the strategy's {@link DeploymentStrategy#minimumHealthy minimum} is kept. All
   * unhealthy hosts still end before the first healthy one. Times are counted in whole
   * milliseconds, a fraction of one rounded up; an increment is what starts, or ends, at one
   * moment.
   *
   * <p>The strategy must move as many hosts as its minimum leaves, without a hold, as {@code
   * MinimumHealthyHosts}, {@code HalfAtATime}, {@code OneAtATime} and {@code AllAtOnce} do; it is
   * asked only while nothing is in flight.
   *
   * @return this
   */
  public FleetSimulation refilling() {
    refilling = true;
    return this;
  }

  /**
   * An alarm at a moment of your choice. At the moment of a wave the alarm comes first.
   *
   * @param elapsed since the rollout's start, zero or more
   * @return this
   */
  public FleetSimulation alarmAfter(Duration elapsed) {
    alarm.after(elapsed);
    return this;
  }

  /**
   * Runs the rollout to its end.
   *
   * @return what happened
   * @throws IllegalStateException if the strategy moves more hosts than there are, or cannot be
   *     followed by a window that refills
   */
  public RolloutResult run() {
    IntPredicate fails = failing == null ? host -> false : failing;
    Hosts fleet = new Hosts(hosts, unhealthy, fails, takes);
    return refilling
        ? new RefillingRollout(strategy, fleet, alarm.watch()).run()
        : new VirtualRollout(strategy, fleet, alarm.watch()).run();
  }

  private int requireHost(String what, int host) {
    if (host < 0 || host >= hosts) {
      throw new IllegalArgumentException(
          what
              + ": host "
              + host
              + " is out of range; allowed: "
              + (hosts == 0 ? "none, as there are no hosts" : "0 to " + (hosts - 1)));
    }
    return host;
  }
}
