package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.process.Command;
import java.time.Instant;

/** What one deployment is told. */
sealed interface DeploymentCommand extends Command {

  /** Begin. The plan's id is the token: beginning twice changes nothing. */
  record CreateDeployment(DeploymentPlan plan, Instant at) implements DeploymentCommand {}

  /** Report: a lifecycle event has ended. */
  record LifecycleEventReported(
      String instance, LifecycleEvent event, LifecycleResult result, Instant at)
      implements DeploymentCommand {}

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

  /** Report: the host noticed what needs no telling. */
  record NoticeFailed(DeploymentKey key, Instant at) implements DeploymentCommand {}
}
