package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The worst that can come of a candidate. Until the alarm a bad revision spreads fastest if all
 * hosts are fast; nowhere in such a rollout has it a larger share at a later time. Hosts in flight
 * at the alarm delay the way back, at most by the slowest time; if they are those of the first
 * wave, they started before the first request, and the alarm is so much later. The way back is
 * slowest if hosts are slow.
 */
record WorstCase(
    Candidate candidate, Duration timeToFull, Weight lowestCapacity, long requestMinutes) {

  private static final double SECOND = 1_000;

  /** Null if the candidate cannot reach every host. */
  static @Nullable WorstCase of(Candidate candidate, RolloutAdvisor needs) {
    RolloutFigures good =
        scenario(needs, needs.slowest)
            .badRevision(Weight.NONE)
            .build()
            .simulate(candidate, 0)
            .figures();
    Duration full = good.fullAfter();
    if (full == null) {
      return null;
    }
    SimulatedRollout bad = scenario(needs, needs.fastest).build().simulate(candidate, 0);
    double requests = bad.figures().requestMinutes();
    if (!candidate.isTraffic()) {
      double delay = longestFlightAfterAlarm(bad, needs).toMillis() / SECOND;
      requests += delay * needs.requestsPerSecond * largestShare(bad);
    }
    Weight lowest = good.lowestCapacity();
    if (bad.figures().lowestCapacity().compareTo(lowest) < 0) {
      lowest = bad.figures().lowestCapacity();
    }
    return new WorstCase(candidate, full, lowest, (long) Math.ceil(requests));
  }

  private static RolloutScenarioBuilder scenario(RolloutAdvisor needs, Duration takes) {
    return RolloutScenario.builder(needs.hosts)
        .deploymentTakes(TimeSpread.of(takes))
        .rollbackTakes(TimeSpread.of(needs.slowest))
        .requestsPerSecond(needs.requestsPerSecond)
        .noticedByUsersAfter(needs.detection);
  }

  private static Duration longestFlightAfterAlarm(SimulatedRollout bad, RolloutAdvisor needs) {
    int started = 0;
    for (RolloutEvent event : bad.events()) {
      if (event.kind() == RolloutEvent.Kind.ALARM_RAISED) {
        break;
      }
      started += event.kind() == RolloutEvent.Kind.INCREMENT_STARTED ? 1 : 0;
    }
    if (started > 1) {
      return needs.slowest;
    }
    Duration rest = needs.slowest.minus(needs.fastest).minus(needs.detection);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private static double largestShare(SimulatedRollout rollout) {
    double largest = 0;
    for (RolloutEvent event : rollout.events()) {
      if (event.serving() > 0) {
        largest = Math.max(largest, (double) event.succeeded() / event.serving());
      }
    }
    return largest;
  }
}
