package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.List;

/** Asks the strategy of an operation of hosts what comes next, once nothing is in flight. */
record HostWaves(Run run, Operation.MoveHosts work, Instant at) {

  Decision<RolloutEvent> next() {
    HostTable hosts = run.hosts;
    if (hosts.inFlight() > 0 || run.waveUntil != null) {
      return Decision.unchanged();
    }
    if (hosts.hasNext() && run.waveHold != null && !run.waveHold.isZero()) {
      return Decision.accepted(new RolloutEvent.WaveHeld(run.wave, at.plus(run.waveHold), at));
    }
    if (run.isForward() && run.paused != null && hosts.hasNext()) {
      return Decision.unchanged();
    }
    Rollout rollout = hosts.rollout();
    if (rollout.total() == 0) {
      return ended(OperationResult.NOTHING_TO_DO, "no hosts are left");
    }
    Step step = DeploymentStrategy.named(work.strategy()).next(rollout);
    return step.fold(
        move ->
            Decision.accepted(
                new RolloutEvent.WaveStarted(
                    run.wave + 1,
                    hosts.next(Math.min(move.units(), rollout.movable())),
                    move.hold(),
                    at)),
        finish ->
            ended(
                OperationResult.DONE,
                rollout.succeeded() + " of " + rollout.total() + " hosts have it"),
        stop -> stopped(stop.reason()));
  }

  private Decision<RolloutEvent> stopped(String reason) {
    RolloutEvent end =
        new RolloutEvent.OperationEnded(run.index, OperationResult.FAILED, reason, at);
    return run.isForward()
        ? Decision.accepted(
            List.of(
                end,
                new RolloutEvent.RollbackOrdered(
                    RollbackCause.FAILURE, new OrderedBy("hosts", reason), false, at)))
        : Decision.accepted(end);
  }

  private Decision<RolloutEvent> ended(OperationResult result, String detail) {
    return Decision.accepted(new RolloutEvent.OperationEnded(run.index, result, detail, at));
  }
}
