package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import java.time.Duration;

/** What each event makes of a deployment's state. */
final class Evolution {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private Evolution() {}

  static void apply(DeploymentState state, DeploymentEvent event) {
    if (event instanceof DeploymentEvent.DeploymentCreated created) {
      state.create(created);
    } else if (event instanceof DeploymentEvent.LegStarted leg) {
      state.startLeg(leg.leg());
    } else if (event instanceof DeploymentEvent.WaveStarted wave) {
      state.startWave(wave);
    } else if (event instanceof DeploymentEvent.LifecycleEventStarted start) {
      state.startEvent(start.instance());
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
    } else if (event instanceof DeploymentEvent.FleetFinished) {
      state.phase = Phase.FLEET_DONE;
    } else if (event instanceof DeploymentEvent.StopOrdered stop) {
      state.orderStop(stop);
    } else if (event instanceof DeploymentEvent.DeploymentEnded end) {
      state.end(end.status(), end.code(), end.reason(), end.at());
    } else if (event instanceof DeploymentEvent.DeploymentSucceeded end) {
      state.end(DeploymentStatus.SUCCEEDED, "", "", end.at());
    } else if (event instanceof DeploymentEvent.Checkpointed checkpoint) {
      checkpoint.deployment().restore(state);
    } else {
      wait(state, event);
    }
  }

  private static void wait(DeploymentState state, DeploymentEvent event) {
    if (event instanceof DeploymentEvent.HoldStarted hold) {
      state.holds = hold.number();
      state.heldUntil = hold.until();
      state.hold = null;
    } else if (event instanceof DeploymentEvent.HoldElapsed) {
      state.heldUntil = null;
    } else if (event instanceof DeploymentEvent.ReadyWaitStarted wait) {
      state.phase = Phase.READY;
      state.waitUntil = wait.until();
    } else if (event instanceof DeploymentEvent.DeploymentContinued continued) {
      boolean isReady = continued.kind() == WaitKind.READY_WAIT;
      state.phase = isReady ? Phase.FLEET_DONE : Phase.BAKING;
      state.isContinued |= isReady;
      state.hold = null;
      state.waitUntil = null;
    } else if (event instanceof DeploymentEvent.BakeStarted bake) {
      state.phase = Phase.BAKING;
      state.hasBaked = true;
      state.waitUntil = bake.until();
    } else {
      move(state, event);
    }
  }

  private static void move(DeploymentState state, DeploymentEvent event) {
    if (event instanceof DeploymentEvent.TrafficShiftStarted shift) {
      state.startShift(shift.number(), shift.basisPoints(), shift.hold());
    } else if (event instanceof DeploymentEvent.TrafficReturnStarted back) {
      state.startShift(back.number(), 0, null);
    } else if (event instanceof DeploymentEvent.TrafficShifted) {
      state.finishShift();
    } else if (event instanceof DeploymentEvent.TrafficRoutingFailed failure) {
      state.failShift(failure.message());
      if (state.isReturning) {
        state.hold = retryAfter(state.failedReturns);
      }
    } else if (event instanceof DeploymentEvent.PlanStarted) {
      state.startPlan();
    } else if (event instanceof DeploymentEvent.PlanShiftStarted shift) {
      state.startPlanShift(shift);
    } else if (event instanceof DeploymentEvent.PlanEnded) {
      state.endPlan();
    } else if (event instanceof DeploymentEvent.TrafficFinished) {
      state.finishTraffic();
    } else if (event instanceof DeploymentEvent.FleetProvided fleet) {
      state.provide(fleet);
    } else if (event instanceof DeploymentEvent.FleetNotProvided) {
      state.phase = Phase.FLEET; // with nobody in it
    } else if (event instanceof DeploymentEvent.TerminationStarted termination) {
      state.startTermination(termination);
    } else if (event instanceof DeploymentEvent.FleetTerminated) {
      state.endTermination(null);
    } else if (event instanceof DeploymentEvent.TerminationFailed failure) {
      state.endTermination(failure.message());
      state.hold = retryAfter(state.failedTerminations);
    }
  }

  private static Duration retryAfter(int failures) {
    return FIRST_RETRY.multipliedBy(1L << (failures - 1));
  }
}
