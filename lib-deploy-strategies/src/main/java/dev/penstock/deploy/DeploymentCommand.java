package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.process.Command;
import java.time.Instant;
import java.util.List;

/** What one deployment is told. */
sealed interface DeploymentCommand extends Command {

  /** Begin. The plan's id is the token: beginning twice changes nothing. */
  record CreateDeployment(DeploymentPlan plan, Instant at) implements DeploymentCommand {}

  /** Report: a lifecycle event has ended. */
  record LifecycleEventReported(
      String instance, LifecycleEvent event, LifecycleResult result, Instant at)
      implements DeploymentCommand {}

  /** Report: a lifecycle event is under way. */
  record StartReported(String instance, LifecycleEvent event, Instant at)
      implements DeploymentCommand {}

  /** Order of a hook function: take down how it ended. */
  record ReportHook(String executionId, LifecycleEventStatus status, Instant at)
      implements DeploymentCommand {}

  /** Report: the replacement instances are there. */
  record FleetReported(List<String> instances, Instant at) implements DeploymentCommand {}

  /** Report: there will be no replacement instances. */
  record FleetFailed(String message, Instant at) implements DeploymentCommand {}

  /** Report: a fleet has been given up. */
  record TerminationReported(int number, Instant at) implements DeploymentCommand {}

  /** Report: a fleet could not be given up. */
  record TerminationNotDone(int number, String message, Instant at) implements DeploymentCommand {}

  /** Report: a route is in effect. */
  record RouteReported(int number, Instant at) implements DeploymentCommand {}

  /** Report: a route could not be set. */
  record RouteFailed(int number, String message, Instant at) implements DeploymentCommand {}

  /** Report: an alarm has a state. */
  record AlarmReported(String alarm, AlarmState state, String reason, Instant at)
      implements DeploymentCommand {}

  /** Report: a timer has come due. */
  record TimerFired(DeploymentKey key, Instant at) implements DeploymentCommand {}

  /** Order: end a wait. */
  record ContinueDeployment(WaitKind kind, Instant at) implements DeploymentCommand {}

  /** Order: end early. */
  record StopDeployment(String reason, RollbackChoice rollback, Instant at)
      implements DeploymentCommand {}

  /** Order of the plan: bring the revision onto a target. Ordered twice it is done once. */
  record MoveByPlan(String instance, Instant at) implements DeploymentCommand {}

  /** Order of the plan: give the new side a share of the traffic. The same order is done once. */
  record ShiftByPlan(String order, int basisPoints, Instant at) implements DeploymentCommand {}

  /** Report: the plan has been carried out, or its way back; the cause is that of the latter. */
  record PlanReported(boolean isSuccess, EndCause cause, String code, String reason, Instant at)
      implements DeploymentCommand {}

  /** Report: the host noticed what needs no telling. */
  record NoticeFailed(DeploymentKey key, Instant at) implements DeploymentCommand {}
}
