package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;

/**
 * A rollout of requests in virtual time. An alarm sends all traffic back at once (D-296). Not
 * thread-safe; may be run several times.
 */
public final class TrafficSimulation {

  private final DeploymentStrategy strategy;
  private final Alarm alarm = new Alarm();

  TrafficSimulation(DeploymentStrategy strategy) {
    this.strategy = Objects.requireNonNull(strategy, "strategy");
  }

  /**
   * How many of the requests to the new revision go wrong. Without an {@link #alarmAbove} nobody
   * notices.
   *
   * @param rate 0 % to 100 %; 0 % unless said otherwise
   * @return this
   */
  public TrafficSimulation errorRate(Weight rate) {
    alarm.errorRate(rate);
    return this;
  }

  /**
   * An alarm on the error rate of all traffic, to either revision. The old one makes no errors.
   *
   * @param threshold raised once the rate is above this share
   * @param sustained and has been so for this long, zero or more
   * @return this
   */
  public TrafficSimulation alarmAbove(Weight threshold, Duration sustained) {
    alarm.above(threshold, sustained);
    return this;
  }

  /**
   * An alarm at a moment of your choice. At the moment of an increment the alarm comes first.
   *
   * @param elapsed since the rollout's start, zero or more
   * @return this
   */
  public TrafficSimulation alarmAfter(Duration elapsed) {
    alarm.after(elapsed);
    return this;
  }

  /**
   * Runs the rollout to its end.
   *
   * @return what happened
   * @throws IllegalStateException if the strategy moves more than there is
   */
  public RolloutResult run() {
    return new VirtualRollout(strategy, new Traffic(), alarm.watch()).run();
  }

  /** Requests move at once, and none of them is ever out of service. */
  private static final class Traffic implements Units {

    @Override
    public Rollout starting() {
      return Rollout.starting(Weight.WHOLE, 0);
    }

    @Override
    public Attempt attempt(int units, boolean healthy) {
      return new Attempt(0, Duration.ZERO);
    }

    @Override
    public boolean isTraffic() {
      return true;
    }
  }
}
