package dev.penstock.deploy;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
    LegProgress leg = state.leg;
    int movable = leg.movable();
    return ask(
        () ->
            tooFewRegister(state, leg.tally.waiting())
                .orElseGet(
                    () -> ZoneTurns.broken(leg).orElseGet(() -> ZoneTurns.next(leg, strategy))),
        movable,
        move ->
            new DeploymentEvent.WaveStarted(
                leg.following(Math.min(move.units(), movable)), move.hold(), at),
        new DeploymentEvent.FleetFinished(at),
        at);
  }

  /** A plan moved those that it was given; the strategy says how many of all must serve. */
  Decision<DeploymentEvent> afterPlan(DeploymentState state, Instant at) {
    DeploymentEvent finish = new DeploymentEvent.FleetFinished(at);
    if (state.leg.leg != Leg.ADMITTING) {
      return Decision.accepted(finish);
    }
    if (!state.plan().fleetStrategy().equals(strategy.name())) {
      return strategyChanged(state, what, strategy.name(), at);
    }
    return ask(
        () -> tooFewRegister(state, 0).orElseGet(Step.Finish::new), 0, move -> finish, finish, at);
  }

  /** What is asked of the whole replacement fleet, not only of those that came to register. */
  private Optional<Step> tooFewRegister(DeploymentState state, int waiting) {
    if (state.leg.leg != Leg.ADMITTING) {
      return Optional.empty();
    }
    Tally tally = state.leg.tally;
    int needed = Math.max(1, strategy.minimumHealthy(state.targets.length));
    return tally.succeeded() + waiting >= needed
        ? Optional.empty()
        : Optional.of(
            new Step.Stop(
                Step.Stop.HEALTH_CONSTRAINTS,
                tally.succeeded()
                    + " of "
                    + state.targets.length
                    + " replacement instances serve and "
                    + waiting
                    + " more may; at least "
                    + needed
                    + " must"));
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
        () -> strategy.next(rollout),
        rollout.movable(),
        move ->
            new DeploymentEvent.TrafficShiftStarted(
                number, state.weight + Math.min(move.units(), rollout.movable()), move.hold(), at),
        new DeploymentEvent.TrafficFinished(at),
        at);
  }

  private Decision<DeploymentEvent> ask(
      Supplier<Step> question,
      int movable,
      Function<Step.Move, DeploymentEvent> onMove,
      DeploymentEvent onFinish,
      Instant at) {
    Step step;
    try {
      step = Objects.requireNonNull(question.get(), "no step");
    } catch (RuntimeException e) {
      step = new Step.Stop(STRATEGY_FAILED, what + " strategy " + strategy.name() + " threw " + e);
    }
    return Decision.accepted(
        step.<DeploymentEvent>fold(
            move ->
                movable > 0
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

  static DeploymentEvent stop(String code, String reason, Instant at) {
    return new DeploymentEvent.StopOrdered(
        EndCause.FAILURE, code, reason, RollbackChoice.AS_THE_GROUP_SAYS, at);
  }
}
