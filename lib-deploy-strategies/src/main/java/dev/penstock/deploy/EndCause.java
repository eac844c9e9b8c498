package dev.penstock.deploy;

/** What ends a deployment before its end. */
enum EndCause {
  /** Something could not be done. */
  FAILURE,
  /** An alarm fired, or could not be read. */
  ALARM,
  /** Somebody asked for it. */
  REQUEST,
  /** Nobody continued it in time. */
  READY_TIMEOUT;

  DeploymentStatus status() {
    return this == FAILURE ? DeploymentStatus.FAILED : DeploymentStatus.STOPPED;
  }
}
