package dev.penstock.deploy;

import java.time.Instant;

/** What happens to one group. Type and component names are part of the journal's format. */
sealed interface GroupEvent {

  /** When it happened, by the host's clock. */
  Instant at();

  /** Somebody asked for a deployment, which begins. */
  record DeploymentRequested(String token, DeploymentPlan plan, Instant at) implements GroupEvent {}

  /** The deployment has ended. */
  record DeploymentRecorded(String id, DeploymentOutcome outcome, Instant at)
      implements GroupEvent {}

  /** A deployment is rolled back by another one, which begins. */
  record RollbackRequested(String of, String message, DeploymentPlan plan, Instant at)
      implements GroupEvent {}

  /** A deployment that did not succeed is not rolled back. */
  record RollbackDeclined(String of, String message, Instant at) implements GroupEvent {}
}
