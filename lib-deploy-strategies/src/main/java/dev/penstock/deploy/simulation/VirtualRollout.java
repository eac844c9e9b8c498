package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of a strategy in virtual time: asks, moves, waits, and watches the alarm. */
final class VirtualRollout {

  private final DeploymentStrategy strategy;
  private final Units units;
  private final Alarm.Watch alarm;
  private final List<RolloutEvent> events = new ArrayList<>();
  private Rollout rollout;
  private Duration now = Duration.ZERO;

  VirtualRollout(DeploymentStrategy strategy, Units units, Alarm.Watch alarm) {
    this.strategy = strategy;
    this.units = units;
    this.alarm = alarm;
    this.rollout = units.starting();
  }

  RolloutResult run() {
    while (!alarm.isRaisedBy(now)) {
      Step step = strategy.next(rollout);
      if (step instanceof Step.Finish) {
        record(Kind.SUCCEEDED, 0, rollout.healthy());
        return result(Outcome.SUCCEEDED, "", "");
      }
      if (step instanceof Step.Stop stop) {
        record(Kind.STOPPED, 0, rollout.healthy());
        return result(Outcome.STOPPED, stop.code(), stop.reason());
      }
      Step.Move move = (Step.Move) step;
      move(move.requireAtMost(rollout, strategy));
      Duration until = now.plus(move.hold());
      now = alarm.isRaisedBy(until) ? raiseNoEarlierThan(now) : until;
    }
    return end();
  }

  private void move(int count) {
    boolean healthy = rollout.unhealthyWaiting() == 0;
    int serving = rollout.healthy() - (healthy && !units.isTraffic() ? count : 0);
    record(Kind.INCREMENT_STARTED, count, serving);
    Units.Attempt attempt = units.attempt(count, healthy);
    Duration done = now.plus(attempt.took());
    Duration raised = alarm.raisedAt();
    if (raised != null && raised.compareTo(now) > 0 && raised.compareTo(done) <= 0) {
      now = raised;
      record(Kind.ALARM_RAISED, 0, serving);
    }
    now = done;
    rollout = rollout.moved(count - attempt.failed(), attempt.failed());
    record(Kind.INCREMENT_ENDED, count, rollout.healthy());
    alarm.observe(now, RolloutResult.share(rollout.succeeded(), rollout.total()));
  }

  private Duration raiseNoEarlierThan(Duration moment) {
    Duration raised = alarm.raisedAt();
    return raised == null || raised.compareTo(moment) < 0 ? moment : raised;
  }

  private RolloutResult end() {
    boolean told = events.stream().anyMatch(event -> event.kind() == Kind.ALARM_RAISED);
    if (!told) {
      record(Kind.ALARM_RAISED, 0, rollout.healthy());
    }
    if (!units.isTraffic()) {
      record(Kind.STOPPED, 0, rollout.healthy());
      return result(Outcome.STOPPED, RolloutResult.ALARM, alarm.why());
    }
    rollout = Rollout.starting(Weight.WHOLE, 0);
    record(Kind.ROLLED_BACK, 0, rollout.healthy());
    return result(Outcome.ROLLED_BACK, RolloutResult.ALARM, alarm.why());
  }

  private void record(Kind kind, int count, int serving) {
    events.add(new RolloutEvent(now, kind, count, rollout.succeeded(), rollout.failed(), serving));
  }

  private RolloutResult result(Outcome outcome, String code, String why) {
    return new RolloutResult(
        strategy.name(), units.isTraffic(), units.starting(), outcome, code, why, events);
  }
}
