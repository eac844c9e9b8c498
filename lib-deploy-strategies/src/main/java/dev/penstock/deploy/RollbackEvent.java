package dev.penstock.deploy;

/** What makes a group bring back its last known good revision by itself (D-356). */
public enum RollbackEvent {
  /** A deployment failed. */
  DEPLOYMENT_FAILURE,
  /** An alarm stopped a deployment. */
  DEPLOYMENT_STOP_ON_ALARM,
  /** Somebody stopped a deployment. */
  DEPLOYMENT_STOP_ON_REQUEST
}
