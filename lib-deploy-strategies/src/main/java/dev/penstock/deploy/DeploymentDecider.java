package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one deployment: install in waves, perhaps wait, shift the traffic, perhaps bake; on
 * trouble let what runs finish, return the traffic, and end.
 *
 * <p>What a command means is decided in {@link DeploymentReports}; this class holds what follows
 * and what the host must do. Strategies are asked in {@link #advance} only, so a journal is folded
 * without them.
 */
final class DeploymentDecider
    implements Decider<DeploymentState, DeploymentCommand, DeploymentEvent, DeploymentEffect> {

  /** How often returning the traffic is tried before the deployment ends without it. */
  static final int MAX_RETURNS = 5;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

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
      return windDown(state, state.stop, at);
    }
    return switch (state.phase) {
      case FLEET -> inFleet(state, at);
      case FLEET_DONE -> afterFleet(state, at);
      case TRAFFIC -> inTraffic(state, at);
      case TRAFFIC_DONE -> afterTraffic(state, at);
      case BAKING ->
          state.waitUntil == null
              ? Decision.accepted(new DeploymentEvent.DeploymentSucceeded(at))
              : Decision.unchanged();
      case UNBORN, READY, ENDED -> Decision.unchanged();
    };
  }

  private Decision<DeploymentEvent> inFleet(DeploymentState state, Instant at) {
    if (state.running > 0 || state.isHolding()) {
      return Decision.unchanged();
    }
    return state.hasUntouched() && holds(state)
        ? hold(state, state.hold, at)
        : fleet.inFleet(state, at);
  }

  private Decision<DeploymentEvent> inTraffic(DeploymentState state, Instant at) {
    if (state.isRouting || state.isHolding()) {
      return Decision.unchanged();
    }
    return state.trafficRollout().movable() > 0 && holds(state)
        ? hold(state, state.hold, at)
        : shift(state, at);
  }

  private static Decision<DeploymentEvent> afterTraffic(DeploymentState state, Instant at) {
    Duration bake = state.plan().bake().orElse(null);
    return Decision.accepted(
        bake == null
            ? new DeploymentEvent.DeploymentSucceeded(at)
            : new DeploymentEvent.BakeStarted(at.plus(bake), at));
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
    if (!state.plan().shiftsTraffic()) {
      return Decision.accepted(new DeploymentEvent.DeploymentSucceeded(at));
    }
    if (state.plan().readyWait().isPresent()) {
      Instant until = at.plus(state.plan().readyWait().get());
      return Decision.accepted(new DeploymentEvent.ReadyWaitStarted(until, at));
    }
    return shift(state, at);
  }

  private Decision<DeploymentEvent> shift(DeploymentState state, Instant at) {
    return traffic == null
        ? NextStep.strategyChanged(state, "traffic", "none", at)
        : traffic.inTraffic(state, at);
  }

  private Decision<DeploymentEvent> windDown(
      DeploymentState state, DeploymentEvent.StopOrdered stop, Instant at) {
    if (state.running > 0 || state.isHolding() || (state.isReturning && state.isRouting)) {
      return Decision.unchanged();
    }
    String reason = stop.reason();
    if (state.hasTrafficToReturn()) {
      if (state.failedReturns < MAX_RETURNS) {
        return state.failedReturns > 0 && state.hold != null
            ? hold(state, state.hold, at)
            : Decision.accepted(new DeploymentEvent.TrafficReturnStarted(state.routes + 1, at));
      }
      reason =
          reason
              + "; the traffic could not be returned in "
              + MAX_RETURNS
              + " attempts, route it by hand: "
              + state.routingFailure;
    }
    return Decision.accepted(
        new DeploymentEvent.DeploymentEnded(stop.cause().status(), stop.code(), reason, at));
  }

  @Override
  public DeploymentState evolve(DeploymentState state, DeploymentEvent event) {
    if (event instanceof DeploymentEvent.DeploymentCreated created) {
      state.create(created);
    } else if (event instanceof DeploymentEvent.WaveStarted wave) {
      state.startWave(wave);
    } else if (event instanceof DeploymentEvent.LifecycleEventSucceeded success) {
      state.finishEvent(
          success.instance(),
          success.event(),
          LifecycleResult.succeeded(success.logTail()),
          success.at());
    } else if (event instanceof DeploymentEvent.LifecycleEventFailed failure) {
      state.finishEvent(
          failure.instance(),
          failure.event(),
          LifecycleResult.failed(failure.code(), failure.message(), failure.logTail()),
          failure.at());
    } else if (event instanceof DeploymentEvent.HoldStarted hold) {
      state.holds = hold.number();
      state.heldUntil = hold.until();
      state.hold = null;
    } else if (event instanceof DeploymentEvent.HoldElapsed) {
      state.heldUntil = null;
    } else if (event instanceof DeploymentEvent.FleetFinished) {
      state.phase = Phase.FLEET_DONE;
    } else if (event instanceof DeploymentEvent.ReadyWaitStarted wait) {
      state.phase = Phase.READY;
      state.waitUntil = wait.until();
    } else if (event instanceof DeploymentEvent.DeploymentContinued continued) {
      state.phase = continued.kind() == WaitKind.READY_WAIT ? Phase.TRAFFIC : Phase.BAKING;
      state.hold = null;
      state.waitUntil = null;
    } else if (event instanceof DeploymentEvent.TrafficFinished) {
      state.phase = Phase.TRAFFIC_DONE;
    } else if (event instanceof DeploymentEvent.BakeStarted bake) {
      state.phase = Phase.BAKING;
      state.waitUntil = bake.until();
    } else {
      evolveRouting(state, event);
    }
    return state;
  }

  private static void evolveRouting(DeploymentState state, DeploymentEvent event) {
    if (event instanceof DeploymentEvent.TrafficShiftStarted shift) {
      state.startShift(shift.number(), shift.basisPoints(), shift.hold());
    } else if (event instanceof DeploymentEvent.TrafficReturnStarted back) {
      state.startShift(back.number(), 0, null);
    } else if (event instanceof DeploymentEvent.TrafficShifted) {
      state.finishShift();
    } else if (event instanceof DeploymentEvent.TrafficRoutingFailed failure) {
      state.failShift(failure.message());
      if (state.isReturning) {
        state.hold = FIRST_RETRY.multipliedBy(1L << (state.failedReturns - 1));
      }
    } else if (event instanceof DeploymentEvent.StopOrdered stop) {
      state.orderStop(stop);
    } else if (event instanceof DeploymentEvent.DeploymentEnded end) {
      state.end(end.status(), end.code(), end.reason(), end.at());
    } else if (event instanceof DeploymentEvent.DeploymentSucceeded end) {
      state.end(DeploymentStatus.SUCCEEDED, "", "", end.at());
    }
  }

  @Override
  public void effects(
      DeploymentState after, DeploymentEvent event, Effects<? super DeploymentEffect> out) {
    DeploymentRequests.follow(after, event, out);
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
