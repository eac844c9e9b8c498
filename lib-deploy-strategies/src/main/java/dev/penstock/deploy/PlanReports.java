package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentState.Phase;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the rollout that carries out a plan orders and reports, and what that means. */
final class PlanReports {
  private PlanReports() {}

  static Decision<DeploymentEvent> decide(DeploymentState state, DeploymentCommand command) {
    if (command instanceof DeploymentCommand.MoveByPlan order) {
      return move(state, order);
    }
    if (command instanceof DeploymentCommand.ShiftByPlan order) {
      return shift(state, order);
    }
    return command instanceof DeploymentCommand.PlanReported report && state.planned.isRunning
        ? ended(state, report)
        : Decision.unchanged();
  }

  private static Decision<DeploymentEvent> move(
      DeploymentState state, DeploymentCommand.MoveByPlan order) {
    TargetState target = state.target(order.instance());
    if (target == null) {
      return Decision.rejected(
          "deployment.no-such-instance",
          "instance \"" + order.instance() + "\" is not in deployment " + state.plan().id());
    }
    if (target.hasBegun(state.plan().way().plannedLeg())) {
      return Decision.unchanged();
    }
    boolean isMeant =
        state.planned.isRunning
            && state.phase == Phase.FLEET
            && state.plan().way().goesByPlan(state.leg.leg)
            && state.leg.has(target);
    return isMeant && !state.isStopping()
        ? Decision.accepted(
            new DeploymentEvent.WaveStarted(List.of(order.instance()), Duration.ZERO, order.at()))
        : notNow(state, "instance " + order.instance() + " is not moved");
  }

  private static Decision<DeploymentEvent> shift(
      DeploymentState state, DeploymentCommand.ShiftByPlan order) {
    PlanProgress planned = state.planned;
    if (planned.shifts.contains(order.order())) {
      return Decision.unchanged();
    }
    boolean isBack =
        order.basisPoints() <= Math.max(state.weight, state.isRouting ? state.wanted : 0);
    boolean isMeant = planned.isRunning && state.phase == Phase.TRAFFIC;
    return isMeant
            && (isBack || !state.isStopping())
            && planned.shifts.size() < PlanProgress.MOST_SHIFTS
        ? Decision.accepted(
            new DeploymentEvent.PlanShiftStarted(
                state.routes + 1, order.order(), order.basisPoints(), order.at()))
        : notNow(state, "no traffic is shifted");
  }

  private static Decision<DeploymentEvent> notNow(DeploymentState state, String what) {
    return Decision.rejected(
        "deployment.not-by-plan",
        what
            + ": deployment "
            + state.plan().id()
            + (state.isStopping() || state.isEnded()
                ? " is ending or has ended"
                : " does not go by its plan now"));
  }

  private static Decision<DeploymentEvent> ended(
      DeploymentState state, DeploymentCommand.PlanReported report) {
    boolean isShort =
        report.isSuccess()
            && state.plan().way().shiftsByPlan()
            && (state.isRouting || state.weight != Weight.WHOLE);
    boolean isSuccess = report.isSuccess() && !isShort;
    List<DeploymentEvent> events = new ArrayList<>();
    events.add(new DeploymentEvent.PlanEnded(isSuccess, report.reason(), report.at()));
    if (!isSuccess && !state.isStopping()) {
      events.add(
          isShort
              ? stop(
                  EndCause.FAILURE,
                  "TRAFFIC_ROUTING_FAILED",
                  "the plan ended with " + new Weight(state.weight) + " of the users brought over",
                  report.at())
              : stop(report.cause(), report.code(), report.reason(), report.at()));
    }
    return Decision.accepted(events);
  }

  private static DeploymentEvent stop(EndCause cause, String code, String reason, Instant at) {
    return new DeploymentEvent.StopOrdered(
        cause, code, reason, RollbackChoice.AS_THE_GROUP_SAYS, at);
  }
}
