package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.Checkpointing;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Retention;
import dev.penstock.process.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one deployment: targets take the legs of their platform's way, perhaps there is a
 * wait, users are brought over, perhaps the original is kept for a while and given up.
 *
 * <p>What a command means is decided in {@link DeploymentReports}, and what follows once a
 * deployment is to end early in {@link WindDown}; this class holds what follows otherwise.
 * Strategies are asked in {@link #advance} only, so a journal is folded without them.
 */
final class DeploymentDecider
    implements Decider<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect>,
        Checkpointing<DeploymentEvent> {
  private final NextStep fleet;
  private final @Nullable NextStep traffic;

  DeploymentDecider(DeploymentStrategy fleet, @Nullable DeploymentStrategy traffic) {
    this.fleet = new NextStep("fleet", fleet);
    this.traffic = traffic == null ? null : new NextStep("traffic", traffic);
  }

  @Override
  public DeploymentState initial() {
    return new DeploymentState();
  }

  @Override
  public Decision<DeploymentEvent> decide(DeploymentState state, DeploymentCommand command) {
    return DeploymentReports.decide(state, command);
  }

  @Override
  public Decision<DeploymentEvent> advance(DeploymentState state, Instant at) {
    if (!state.exists() || state.isEnded()) {
      return Decision.unchanged();
    }
    if (state.stop != null) {
      return WindDown.next(state, state.stop, at);
    }
    return switch (state.phase) {
      case FLEET -> inFleet(state, at);
      case FLEET_DONE -> afterFleet(state, at);
      case TRAFFIC -> inTraffic(state, at);
      case TRAFFIC_DONE -> afterTraffic(state, at);
      case BAKING -> state.waitUntil == null ? giveUp(state, at) : Decision.unchanged();
      case TERMINATING -> inTermination(state, at);
      case UNBORN, PROVIDING, READY, ENDED -> Decision.unchanged();
    };
  }

  private Decision<DeploymentEvent> inFleet(DeploymentState state, Instant at) {
    LegProgress leg = state.leg;
    if (leg.running > 0 || state.isHolding()) {
      return Decision.unchanged();
    }
    if (state.plan().way().goesByPlan(leg.leg)) {
      return state.planned.isOver
          ? fleet.afterPlan(state, at)
          : byPlan(state, new DeploymentEvent.FleetFinished(at), at);
    }
    if (!state.plan().way().goesByStrategy(leg.leg)) {
      return EveryoneAtOnce.next(state, at);
    }
    return leg.hasUntouched() && holds(state) && ZoneTurns.broken(leg).isEmpty()
        ? hold(state, state.hold, at)
        : fleet.inFleet(state, at);
  }

  private Decision<DeploymentEvent> inTraffic(DeploymentState state, Instant at) {
    if (state.isRouting || state.isHolding()) {
      return Decision.unchanged();
    }
    if (state.plan().way().shiftsByPlan()) {
      return byPlan(state, new DeploymentEvent.TrafficFinished(at), at);
    }
    return state.trafficRollout().movable() > 0 && holds(state)
        ? hold(state, state.hold, at)
        : shift(state, at);
  }

  /** A rollout carries the plan out; once it has, the deployment goes on. */
  private static Decision<DeploymentEvent> byPlan(
      DeploymentState state, DeploymentEvent finished, Instant at) {
    if (state.planned.isOver) {
      return Decision.accepted(finished);
    }
    return state.planned.isRunning
        ? Decision.unchanged()
        : Decision.accepted(new DeploymentEvent.PlanStarted(at));
  }

  private static boolean holds(DeploymentState state) {
    return state.hold != null && !state.hold.isZero();
  }

  private static Decision<DeploymentEvent> hold(
      DeploymentState state, @Nullable Duration hold, Instant at) {
    Instant until = hold == null ? at : at.plus(hold);
    return Decision.accepted(new DeploymentEvent.HoldStarted(state.holds + 1, until, at));
  }

  private Decision<DeploymentEvent> afterFleet(DeploymentState state, Instant at) {
    return switch (state.leg.leg) {
      case INSTALLING -> installed(state, at);
      case BEFORE_SHIFT -> shift(state, at);
      case ADMITTING ->
          state.originals.length == 0
              ? keep(state, at)
              : Decision.accepted(new DeploymentEvent.LegStarted(Leg.RELEASING, at));
      case RELEASING, AFTER_SHIFT -> keep(state, at);
      case RETIRING, JOINING -> Decision.accepted(new DeploymentEvent.DeploymentSucceeded(at));
      case READMITTING, DISMISSING -> Decision.unchanged(); // the deployment is ending early
    };
  }

  private Decision<DeploymentEvent> installed(DeploymentState state, Instant at) {
    DeploymentPlan plan = state.plan();
    if (!plan.shiftsTraffic()) {
      return Decision.accepted(new DeploymentEvent.DeploymentSucceeded(at));
    }
    if (plan.readyWait().isPresent() && !state.isContinued) {
      Instant until = at.plus(plan.readyWait().get());
      return Decision.accepted(new DeploymentEvent.ReadyWaitStarted(until, at));
    }
    return switch (plan.platform()) {
      case SERVER_BLUE_GREEN ->
          Decision.accepted(new DeploymentEvent.LegStarted(Leg.ADMITTING, at));
      case ECS_BLUE_GREEN ->
          Decision.accepted(new DeploymentEvent.LegStarted(Leg.BEFORE_SHIFT, at));
      case SERVER_IN_PLACE, SERVER_BALANCED, SERVER_SIDES, LAMBDA_ALIAS -> shift(state, at);
    };
  }

  private Decision<DeploymentEvent> shift(DeploymentState state, Instant at) {
    if (state.plan().way().shiftsByPlan()) {
      return byPlan(state, new DeploymentEvent.TrafficFinished(at), at);
    }
    return traffic == null
        ? NextStep.strategyChanged(state, "traffic", "none", at)
        : traffic.inTraffic(state, at);
  }

  private static Decision<DeploymentEvent> afterTraffic(DeploymentState state, Instant at) {
    return state.plan().platform() == DeploymentPlatform.SERVER_SIDES
        ? keep(state, at)
        : Decision.accepted(new DeploymentEvent.LegStarted(Leg.AFTER_SHIFT, at));
  }

  /** All users are on the new side; the old one may be kept for a while as the quick way back. */
  private static Decision<DeploymentEvent> keep(DeploymentState state, Instant at) {
    Duration bake = state.plan().bake().orElse(null);
    return bake == null
        ? giveUp(state, at)
        : Decision.accepted(new DeploymentEvent.BakeStarted(at.plus(bake), at));
  }

  private static Decision<DeploymentEvent> giveUp(DeploymentState state, Instant at) {
    Course way = state.plan().way();
    return Decision.accepted(
        way.terminatesOriginal() && !way.originals().isEmpty()
            ? new DeploymentEvent.TerminationStarted(1, FleetLabel.BLUE, at)
            : new DeploymentEvent.DeploymentSucceeded(at));
  }

  private static Decision<DeploymentEvent> inTermination(DeploymentState state, Instant at) {
    if (state.isTerminating() || state.isHolding()) {
      return Decision.unchanged();
    }
    if (state.isTerminated || state.failedTerminations >= WindDown.MAX_RETURNS) {
      return Decision.accepted(new DeploymentEvent.DeploymentSucceeded(at));
    }
    return state.hold == null
        ? Decision.accepted(
            new DeploymentEvent.TerminationStarted(state.terminations + 1, FleetLabel.BLUE, at))
        : hold(state, state.hold, at);
  }

  @Override
  public DeploymentState evolve(DeploymentState state, DeploymentEvent event) {
    Evolution.apply(state, event);
    return state;
  }

  @Override
  public void effects(
      DeploymentState after, DeploymentEvent event, Effects<? super DeploymentEffect> out) {
    DeploymentRequests.follow(after, event, out);
  }

  @Override
  public Digest<DeploymentEvent> digest(Retention retention) {
    return new DeploymentDigest();
  }

  @Override
  public void pending(DeploymentState state, Consumer<? super DeploymentEffect> out) {
    DeploymentRequests.pending(state, out);
  }

  @Override
  public DeploymentCommand wake(Timer timer, Instant at) {
    return new DeploymentCommand.TimerFired(new DeploymentKey(timer.key().text()), at);
  }

  @Override
  public boolean terminal(DeploymentState state) {
    return state.isEnded();
  }

  @Override
  public @Nullable String awaited(DeploymentState state) {
    if (!state.exists()) {
      return "the group: to begin the deployment";
    }
    return state.phase == Phase.READY && !state.isStopping()
        ? "somebody: to continue deployment " + state.plan().id()
        : null;
  }
}
