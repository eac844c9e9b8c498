package dev.penstock.deploy.strategy;

/** What becomes of a rollout when somebody who was waited for has not come in time (RP-09). */
public enum TimeoutAction {
  /** It goes on. */
  CONTINUE,
  /** It is rolled back. */
  ROLL_BACK
}
