package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a strategy and turns its answer into events. A strategy may be anybody's code: what it
 * throws, and moves of more than there is, do no harm here.
 *
 * @param what which strategy of the group it is, for messages
 * @param strategy the strategy
 */
record NextStep(String what, DeploymentStrategy strategy) {

  /** The code of a deployment whose group was given another strategy while it was under way. */
  static final String STRATEGY_CHANGED = "STRATEGY_CHANGED";

  /** The code of a deployment whose strategy threw an exception. */
  static final String STRATEGY_FAILED = "STRATEGY_FAILED";

  Decision<DeploymentEvent> inFleet(DeploymentState state, Instant at) {
    if (!state.plan().fleetStrategy().equals(strategy.name())) {
      return strategyChanged(state, what, strategy.name(), at);
    }
    Rollout rollout = state.fleetRollout();
    return ask(
        rollout,
        move -> {
          int units = Math.min(move.units(), rollout.movable());
          List<String> instances = new ArrayList<>(units);
          for (int i = 0; i < units; i++) {
            instances.add(state.targets[state.nextTarget + i].instance);
          }
          return new DeploymentEvent.WaveStarted(instances, move.hold(), at);
        },
        new DeploymentEvent.FleetFinished(at),
        at);
  }

  Decision<DeploymentEvent> inTraffic(DeploymentState state, Instant at) {
    if (!state.plan().trafficStrategy().orElse("none").equals(strategy.name())) {
      return strategyChanged(state, what, strategy.name(), at);
    }
    Rollout rollout = state.trafficRollout();
    int number = state.routes + 1;
    if (state.plan().liveSide().isEmpty() && rollout.movable() > 0) { // nobody to share with
      return Decision.accepted(
          new DeploymentEvent.TrafficShiftStarted(number, rollout.total(), Duration.ZERO, at));
    }
    return ask(
        rollout,
        move ->
            new DeploymentEvent.TrafficShiftStarted(
                number, state.weight + Math.min(move.units(), rollout.movable()), move.hold(), at),
        new DeploymentEvent.TrafficFinished(at),
        at);
  }

  private Decision<DeploymentEvent> ask(
      Rollout rollout,
      java.util.function.Function<Step.Move, DeploymentEvent> onMove,
      DeploymentEvent onFinish,
      Instant at) {
    Step step;
    try {
      step = strategy.next(rollout);
    } catch (RuntimeException e) {
      step = new Step.Stop(STRATEGY_FAILED, what + " strategy " + strategy.name() + " threw " + e);
    }
    return Decision.accepted(
        step.<DeploymentEvent>fold(
            move ->
                rollout.movable() > 0
                    ? onMove.apply(move)
                    : stop(
                        STRATEGY_FAILED,
                        what + " strategy " + strategy.name() + " moves more than there is",
                        at),
            finish -> onFinish,
            stop -> stop(stop.code(), stop.reason(), at)));
  }

  static Decision<DeploymentEvent> strategyChanged(
      DeploymentState state, String what, String now, Instant at) {
    String begun =
        what.equals("fleet")
            ? state.plan().fleetStrategy()
            : state.plan().trafficStrategy().orElse("none");
    return Decision.accepted(
        stop(
            STRATEGY_CHANGED,
            "the deployment was begun with the "
                + what
                + " strategy "
                + begun
                + ", and its group now has "
                + now
                + "; open the group with the old one until the deployment has ended",
            at));
  }

  private static DeploymentEvent stop(String code, String reason, Instant at) {
    return new DeploymentEvent.StopOrdered(
        EndCause.FAILURE, code, reason, RollbackChoice.AS_THE_GROUP_SAYS, at);
  }
}
