package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes a fleet zone by zone: a wave never reaches into another zone, leaves the minimum of its own
 * zone healthy besides that of the fleet, and the last wave of a zone is followed by the zone's
 * wait (D-270 to D-273).
 */
final class ZoneTurns {
  private ZoneTurns() {}

  /** Why the zone that had its turn last may not be left or gone on with; empty if it may. */
  static Optional<Step> broken(LegProgress leg) {
    Integer last = leg.lastZone();
    if (last == null) {
      return Optional.empty();
    }
    Course.Zone zone = leg.zone(last);
    Tally tally = leg.zoneTally(last);
    boolean isShort =
        tally.waiting() == 0
            ? tally.succeeded() < zone.minimumHealthy()
            : tally.unhealthyWaiting() == 0 && tally.healthy() <= zone.minimumHealthy();
    return isShort ? Optional.of(stop(leg, zone, tally)) : Optional.empty();
  }

  /** The next step of a leg that goes by zones. */
  static Step next(LegProgress leg, DeploymentStrategy strategy) {
    Integer index = leg.nextZone();
    if (index == null) {
      return strategy.next(leg.tally.rollout(leg.waves));
    }
    Course.Zone zone = leg.zone(index);
    Tally tally = leg.zoneTally(index);
    int free =
        tally.unhealthyWaiting() > 0
            ? Math.min(tally.unhealthyWaiting(), Math.max(1, tally.total() - zone.minimumHealthy()))
            : Math.min(tally.waiting(), tally.healthy() - zone.minimumHealthy());
    if (free <= 0) {
      return stop(leg, zone, tally);
    }
    Step step = strategy.next(leg.tally.rollout(leg.waves, tally));
    if (!(step instanceof Step.Move move)) {
      return step;
    }
    int units = Math.min(move.units(), free);
    boolean isPause = units == tally.waiting();
    return new Step.Move(units, isPause ? longer(move.hold(), zone.monitor()) : move.hold());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Step stop(LegProgress leg, Course.Zone zone, Tally tally) {
    return new Step.Stop(
        leg.next == 0 ? Step.Stop.HEALTH_CONSTRAINTS_INVALID : Step.Stop.HEALTH_CONSTRAINTS,
        "zone "
            + zone.name()
            + ": "
            + tally.healthy()
            + " of "
            + tally.total()
            + " are healthy after "
            + tally.failed()
            + " failed and "
            + zone.minimumHealthy()
            + " must stay so; "
            + tally.waiting()
            + " not attempted");
  }
}
