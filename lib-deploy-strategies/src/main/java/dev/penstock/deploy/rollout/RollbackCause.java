package dev.penstock.deploy.rollout;

/** What made a rollout go back. */
public enum RollbackCause {
  /** Somebody ordered it, by the plan's way back. */
  ORDER,
  /** Somebody aborted the rollout. */
  ABORT,
  /** An analysis failed, or could not be carried out. */
  ANALYSIS,
  /** An alarm fired, or could not be read. */
  ALARM,
  /** A hook failed or said so. */
  HOOK,
  /** A time was up. */
  TIMEOUT,
  /** Routing, scaling or a host did not work. */
  FAILURE,
  /** Too many starts failed. */
  CIRCUIT_BREAKER,
  /** A newer revision takes its place. */
  NEWER_REVISION
}
