package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows once a deployment is to end early: what runs may finish, users are brought back, and
 * what nobody needs is given up.
 */
final class WindDown {

  /** How often returning the traffic is tried before the deployment ends without it. */
  static final int MAX_RETURNS = 5;

  private static final int NAMED = 10;

  private WindDown() {}

  static Decision<DeploymentEvent> next(
      DeploymentState state, DeploymentEvent.StopOrdered stop, Instant at) {
    if (state.leg.running > 0
        || state.isHolding()
        || state.phase == Phase.PROVIDING
        || state.isTerminating()
        || state.planned.isRunning // and brings users back by its own way
        || (state.isReturning && state.isRouting)) {
      return Decision.unchanged();
    }
    Decision<DeploymentEvent> back = instancesBack(state, at);
    if (back != null) {
      return back;
    }
    if (state.hasTrafficToReturn() && state.failedReturns < MAX_RETURNS) {
      return state.failedReturns > 0 && state.hold != null
          ? hold(state, state.hold, at)
          : Decision.accepted(new DeploymentEvent.TrafficReturnStarted(state.routes + 1, at));
    }
    if (isReplacementInTheWay(state)) {
      return state.failedTerminations > 0 && state.hold != null
          ? hold(state, state.hold, at)
          : Decision.accepted(
              new DeploymentEvent.TerminationStarted(state.terminations + 1, FleetLabel.GREEN, at));
    }
    return Decision.accepted(
        new DeploymentEvent.DeploymentEnded(
            stop.cause().status(), stop.code(), stop.reason() + shortcomings(state), at));
  }

  private static Decision<DeploymentEvent> hold(DeploymentState state, Duration hold, Instant at) {
    return Decision.accepted(new DeploymentEvent.HoldStarted(state.holds + 1, at.plus(hold), at));
  }

  /** The original instances serve again before the replacements cease to (D-164). */
  private static @Nullable Decision<DeploymentEvent> instancesBack(
      DeploymentState state, Instant at) {
    if (state.leg.leg.isWayBack() && state.leg.hasUntouched()) {
      return EveryoneAtOnce.wave(state.leg, at);
    }
    boolean isDismissing = state.leg.leg == Leg.DISMISSING;
    if (!isDismissing
        && state.leg.leg != Leg.READMITTING
        && anyHasBegun(state.originals, Leg.RELEASING)) {
      return Decision.accepted(new DeploymentEvent.LegStarted(Leg.READMITTING, at));
    }
    return !isDismissing && anyHasBegun(state.targets, Leg.ADMITTING) && someoneElseServes(state)
        ? Decision.accepted(new DeploymentEvent.LegStarted(Leg.DISMISSING, at))
        : null;
  }

  private static boolean anyHasBegun(TargetState[] targets, Leg leg) {
    return Arrays.stream(targets).anyMatch(target -> target.hasBegun(leg));
  }

  /** Without an original that serves, dismissing the replacements would leave users with nobody. */
  private static boolean someoneElseServes(DeploymentState state) {
    return state.originals.length == 0 || Arrays.stream(state.originals).anyMatch(WindDown::serves);
  }

  private static boolean serves(TargetState original) {
    return !original.hasBegun(Leg.RELEASING) || original.hasSucceeded(LifecycleEvent.ALLOW_TRAFFIC);
  }

  /** A task set, or a fleet that nothing was installed on, that gets no traffic any more. */
  private static boolean isReplacementInTheWay(DeploymentState state) {
    if (state.isTerminated
        || state.failedTerminations >= MAX_RETURNS
        || state.hasTrafficToReturn()
        || state.targets.length == 0) {
      return false;
    }
    return state.plan().platform() == DeploymentPlatform.ECS_BLUE_GREEN
        ? hasReplacement(state)
        : state.plan().way().providesFleet()
            && state.leg.next == 0
            && !state.isContinued
            && state.leg.leg == Leg.INSTALLING;
  }

  /** Whether a task set may exist that was not there before (D-171). */
  static boolean hasReplacement(DeploymentState state) {
    return state.targets.length > 0 && state.targets[0].result(LifecycleEvent.INSTALL) != null;
  }

  /** What could not be undone, for the reason of the end. */
  static String shortcomings(DeploymentState state) {
    StringBuilder text = new StringBuilder();
    if (state.hasTrafficToReturn()) {
      text.append("; the traffic could not be returned in ")
          .append(MAX_RETURNS)
          .append(" attempts, route it by hand: ")
          .append(state.routingFailure);
    }
    name(
        text,
        "original instances that do not serve again",
        Arrays.stream(state.originals).filter(original -> !serves(original)).toList());
    name(
        text,
        "replacement instances that may still serve",
        Arrays.stream(state.targets)
            .filter(target -> target.hasBegun(Leg.ADMITTING))
            .filter(target -> !target.hasSucceeded(LifecycleEvent.BLOCK_TRAFFIC))
            .toList());
    return text + termination(state);
  }

  private static void name(StringBuilder text, String what, List<TargetState> targets) {
    if (!targets.isEmpty()) {
      text.append("; ").append(what).append(": ");
      text.append(
          targets.stream()
              .limit(NAMED)
              .map(target -> target.instance)
              .collect(Collectors.joining(", ")));
      text.append(targets.size() > NAMED ? " and " + (targets.size() - NAMED) + " more" : "");
    }
  }

  /** Why a fleet is still there that should not be; empty if there is none. */
  static String termination(DeploymentState state) {
    return state.terminationFailure == null
        ? ""
        : "; instances that are not needed could not be given up in "
            + MAX_RETURNS
            + " attempts, do it by hand: "
            + state.terminationFailure;
  }
}
