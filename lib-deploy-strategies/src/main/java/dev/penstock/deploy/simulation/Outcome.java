package dev.penstock.deploy.simulation;

/** How a rollout ended. */
public enum Outcome {
  /** All that was needed moved. */
  SUCCEEDED,
  /** It could not start, could not go on, or too few succeeded; what moved stays moved. */
  STOPPED,
  /** All is back on the old revision, after an alarm or, of a scenario, a failure. */
  ROLLED_BACK
}
