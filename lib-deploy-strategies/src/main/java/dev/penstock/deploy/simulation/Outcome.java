package dev.penstock.deploy.simulation;

/** How a rollout ended. */
public enum Outcome {
  /** All that was needed moved. */
  SUCCEEDED,
  /** It could not start, could not go on, or too few succeeded; what moved stays moved. */
  STOPPED,
  /** An alarm sent all traffic back to the old revision. */
  ROLLED_BACK
}
