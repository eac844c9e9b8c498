package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What reports and orders mean to a deployment. */
final class DeploymentReports {
  private DeploymentReports() {}

  static Decision<DeploymentEvent> decide(DeploymentState state, DeploymentCommand command) {
    if (command instanceof DeploymentCommand.CreateDeployment create) {
      return state.exists()
          ? Decision.unchanged()
          : Decision.accepted(new DeploymentEvent.DeploymentCreated(create.plan(), create.at()));
    }
    if (!state.exists()) {
      return Decision.rejected("deployment.unknown", "no such deployment was created");
    }
    if (command instanceof DeploymentCommand.LifecycleEventReported report) {
      return finished(state, report);
    }
    if (command instanceof DeploymentCommand.StartReported report) {
      return started(state, report);
    }
    if (command instanceof DeploymentCommand.ReportHook order) {
      return HookReports.decide(state, order);
    }
    if (command instanceof DeploymentCommand.RouteReported report) {
      return isOpenRoute(state, report.number())
          ? Decision.accepted(new DeploymentEvent.TrafficShifted(report.number(), report.at()))
          : Decision.unchanged();
    }
    if (command instanceof DeploymentCommand.RouteFailed report) {
      return isOpenRoute(state, report.number())
          ? routingFailed(state, report)
          : Decision.unchanged();
    }
    if (command instanceof DeploymentCommand.AlarmReported report) {
      return alarm(state, report);
    }
    if (command instanceof DeploymentCommand.TimerFired timer) {
      return fired(state, timer);
    }
    if (command instanceof DeploymentCommand.ContinueDeployment order) {
      return resume(state, order);
    }
    if (command instanceof DeploymentCommand.StopDeployment order) {
      return stop(state, order);
    }
    boolean isOfPlan =
        command instanceof DeploymentCommand.MoveByPlan
            || command instanceof DeploymentCommand.ShiftByPlan
            || command instanceof DeploymentCommand.PlanReported;
    return isOfPlan ? PlanReports.decide(state, command) : FleetReports.decide(state, command);
  }

  private static Decision<DeploymentEvent> started(
      DeploymentState state, DeploymentCommand.StartReported report) {
    TargetState target = state.target(report.instance());
    return target != null
            && target.isRunning()
            && target.event() == report.event()
            && target.startBy != null
        ? Decision.accepted(
            new DeploymentEvent.LifecycleEventStarted(
                report.instance(), report.event(), report.at()))
        : Decision.unchanged();
  }

  private static Decision<DeploymentEvent> finished(
      DeploymentState state, DeploymentCommand.LifecycleEventReported report) {
    TargetState target = state.target(report.instance());
    if (target == null) {
      return Decision.rejected(
          "deployment.no-such-instance",
          "instance \"" + report.instance() + "\" is not in deployment " + state.plan().id());
    }
    LifecycleEvent event = report.event();
    if (target.isRunning() && target.event() == event) {
      return Decision.accepted(eventOf(report));
    }
    return target.result(event) != null || state.isEnded()
        ? Decision.unchanged()
        : Decision.rejected(
            "deployment.event-not-running",
            event + " has not begun on instance \"" + report.instance() + "\"");
  }

  private static DeploymentEvent eventOf(DeploymentCommand.LifecycleEventReported report) {
    LifecycleResult result = report.result();
    return result.isSucceeded()
        ? new DeploymentEvent.LifecycleEventSucceeded(
            report.instance(), report.event(), result.logTail(), report.at())
        : new DeploymentEvent.LifecycleEventFailed(
            report.instance(),
            report.event(),
            result.code(),
            result.message(),
            result.logTail(),
            report.at());
  }

  /** Whether a route is asked for whose result matters: the last one, unless it was overtaken. */
  private static boolean isOpenRoute(DeploymentState state, int number) {
    return state.isRouting
        && state.routes == number
        && !state.isEnded()
        && (state.isReturning || state.isRoutingByPlan() || !state.isStopping());
  }

  private static Decision<DeploymentEvent> routingFailed(
      DeploymentState state, DeploymentCommand.RouteFailed report) {
    DeploymentEvent failure =
        new DeploymentEvent.TrafficRoutingFailed(report.number(), report.message(), report.at());
    boolean isTriedAgain = state.isReturning || state.planned.isRunning || state.isStopping();
    return isTriedAgain
        ? Decision.accepted(failure)
        : Decision.accepted(
            List.of(
                failure,
                ordered(
                    EndCause.FAILURE,
                    "TRAFFIC_ROUTING_FAILED",
                    "the traffic could not be routed: " + report.message(),
                    report.at())));
  }

  private static Decision<DeploymentEvent> alarm(
      DeploymentState state, DeploymentCommand.AlarmReported report) {
    boolean matters =
        report.state() == AlarmState.ALARM
            || (report.state() == AlarmState.UNREADABLE && !state.plan().ignoresUnreadableAlarms());
    if (!matters || !state.isWatching() || !state.plan().alarms().contains(report.alarm())) {
      return Decision.unchanged();
    }
    boolean fires = report.state() == AlarmState.ALARM;
    String detail = report.reason().isEmpty() ? "" : ": " + report.reason();
    return Decision.accepted(
        ordered(
            EndCause.ALARM,
            fires ? "ALARM_ACTIVE" : "ALARM_UNREADABLE",
            "alarm " + report.alarm() + (fires ? " fires" : " cannot be read") + detail,
            report.at()));
  }

  private static Decision<DeploymentEvent> fired(
      DeploymentState state, DeploymentCommand.TimerFired timer) {
    if (state.isEnded()) {
      return Decision.unchanged();
    }
    if (state.isHolding() && timer.key().equals(DeploymentKey.hold(state.holds))) {
      return Decision.accepted(new DeploymentEvent.HoldElapsed(state.holds, timer.at()));
    }
    if (timer.key().equals(DeploymentKey.READY_TIMEOUT) && isWaiting(state, WaitKind.READY_WAIT)) {
      return Decision.accepted(
          ordered(
              EndCause.READY_TIMEOUT,
              "TIMEOUT",
              "nobody continued the deployment by " + state.waitUntil,
              timer.at()));
    }
    if (timer.key().equals(DeploymentKey.BAKE) && isWaiting(state, WaitKind.TERMINATION_WAIT)) {
      return Decision.accepted(
          new DeploymentEvent.DeploymentContinued(WaitKind.TERMINATION_WAIT, timer.at()));
    }
    if (timer.key().equals(DeploymentKey.DEADLINE)) {
      Duration longest = state.plan().way().longest().orElse(null);
      return state.isWatching() && !state.hasBaked && longest != null
          ? Decision.accepted(
              ordered(
                  EndCause.FAILURE,
                  "TIMEOUT",
                  "the deployment did not end within " + longest,
                  timer.at()))
          : Decision.unchanged();
    }
    return timedOut(state, timer);
  }

  /** A timer's key names instance and event; all other keys have been dealt with. */
  private static Decision<DeploymentEvent> timedOut(
      DeploymentState state, DeploymentCommand.TimerFired timer) {
    String[] parts = timer.key().text().split("/", -1);
    TargetState target = parts.length >= 3 ? state.target(parts[1]) : null;
    if (target == null || !target.isRunning()) {
      return Decision.unchanged();
    }
    LifecycleEvent event = target.event();
    boolean isUnstarted =
        target.startBy != null && timer.key().equals(DeploymentKey.start(target.instance, event));
    if (!isUnstarted && !timer.key().equals(DeploymentKey.timeout(target.instance, event))) {
      return Decision.unchanged();
    }
    return Decision.accepted(
        new DeploymentEvent.LifecycleEventFailed(
            target.instance,
            event,
            isUnstarted ? LifecycleErrorCode.UNKNOWN_ERROR : LifecycleErrorCode.SCRIPT_TIMED_OUT,
            isUnstarted
                ? event + " did not start within " + state.plan().way().startWithin().orElseThrow()
                : event + " did not end within " + state.plan().timeoutOf(event),
            "",
            timer.at()));
  }

  private static Decision<DeploymentEvent> resume(
      DeploymentState state, DeploymentCommand.ContinueDeployment order) {
    if (isWaiting(state, order.kind())) {
      return Decision.accepted(new DeploymentEvent.DeploymentContinued(order.kind(), order.at()));
    }
    boolean isPast =
        order.kind() == WaitKind.READY_WAIT
            ? state.isContinued
                || state.phase.compareTo(Phase.READY) > 0
                || state.leg.leg != Leg.INSTALLING
            : state.phase.compareTo(Phase.BAKING) >= 0;
    return isPast && !state.isStopping()
        ? Decision.unchanged()
        : Decision.rejected(
            "deployment.not-waiting",
            "deployment "
                + state.plan().id()
                + (state.isStopping() || state.isEnded()
                    ? " is ending or has ended"
                    : " is not in its " + order.kind() + " yet"));
  }

  private static boolean isWaiting(DeploymentState state, WaitKind kind) {
    return state.waitUntil != null
        && state.phase == (kind == WaitKind.READY_WAIT ? Phase.READY : Phase.BAKING);
  }

  private static Decision<DeploymentEvent> stop(
      DeploymentState state, DeploymentCommand.StopDeployment order) {
    if (state.isEnded()) {
      return Decision.rejected(
          "deployment.ended", "deployment " + state.plan().id() + " has ended: " + state.endStatus);
    }
    if (state.phase == Phase.TERMINATING && !state.isStopping()) {
      return Decision.rejected(
          "deployment.past-return",
          "deployment "
              + state.plan().id()
              + " is giving up what it replaced, so there is nothing to go back to; deploy the"
              + " earlier revision again");
    }
    return state.isStopping()
        ? Decision.unchanged()
        : Decision.accepted(
            new DeploymentEvent.StopOrdered(
                EndCause.REQUEST, "MANUAL_STOP", order.reason(), order.rollback(), order.at()));
  }

  private static DeploymentEvent ordered(EndCause cause, String code, String reason, Instant at) {
    return new DeploymentEvent.StopOrdered(
        cause, code, reason, RollbackChoice.AS_THE_GROUP_SAYS, at);
  }
}
