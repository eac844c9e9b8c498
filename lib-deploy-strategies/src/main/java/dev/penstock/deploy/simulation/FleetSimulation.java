package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import java.time.Duration;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

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
  private IntPredicate failing = host -> false;
  private IntFunction<Duration> takes = host -> Duration.ZERO;

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
    failing = failing.or(condition);
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
    takes = Objects.requireNonNull(time, "time");
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
   * @throws IllegalStateException if the strategy moves more hosts than there are
   */
  public RolloutResult run() {
    Hosts fleet = new Hosts(hosts, unhealthy, failing, takes);
    return new VirtualRollout(strategy, fleet, alarm.watch()).run();
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
