package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.Rollout;

/**
 * The counts of a rollout whose hosts are started one by one, as soon as enough others serve
 * (D-258). Only counts, so that a run can be repeated from its completions alone.
 */
final class Window implements Cloneable {

  private final int total;
  private final int minimum;
  private int healthy;
  private int unhealthyWaiting;
  private int healthyWaiting;
  private int succeeded;
  private int failed;
  private int inFlight;
  private boolean flightIsHealthy;
  private int increments;

  Window(Rollout start, int minimum) {
    this.total = start.total();
    this.minimum = minimum;
    this.healthy = start.healthy();
    this.unhealthyWaiting = start.unhealthyWaiting();
    this.healthyWaiting = start.healthyWaiting();
  }

  Window copy() {
    try {
      return (Window) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** How many hosts may start now, the unhealthy ones to their end before any healthy one. */
  int startable() {
    if (unhealthyWaiting > 0) {
      return Math.min(unhealthyWaiting, Math.max(1, total - minimum) - inFlight);
    }
    if (inFlight > 0 && !flightIsHealthy) {
      return 0;
    }
    return Math.max(0, Math.min(healthyWaiting, healthy - minimum - inFlight));
  }

  /** Whether the hosts that start next are healthy ones. */
  boolean startsHealthy() {
    return unhealthyWaiting == 0;
  }

  void started(int hosts) {
    flightIsHealthy = startsHealthy();
    if (flightIsHealthy) {
      healthyWaiting -= hosts;
    } else {
      unhealthyWaiting -= hosts;
    }
    inFlight += hosts;
    increments++;
  }

  void ended(boolean hasFailed) {
    inFlight--;
    if (hasFailed) {
      failed++;
      healthy -= flightIsHealthy ? 1 : 0;
    } else {
      succeeded++;
      healthy += flightIsHealthy ? 0 : 1;
    }
  }

  boolean isIdle() {
    return inFlight == 0;
  }

  int serving() {
    return flightIsHealthy ? healthy - inFlight : healthy;
  }

  int succeeded() {
    return succeeded;
  }

  int failed() {
    return failed;
  }

  /** The same for a strategy; only while nothing is in flight. */
  Rollout rollout() {
    return new Rollout(
        total, healthy, unhealthyWaiting, healthyWaiting, succeeded, failed, increments);
  }
}
