package dev.penstock.deploy.analysis;

/** What one measurement says (RP-104). */
public enum Outcome {
  /** Good. */
  SUCCESSFUL,
  /** Bad. */
  FAILED,
  /** Neither good nor bad. */
  INCONCLUSIVE,
  /** A sequential test does not know yet. It uses up the count and touches no limit. */
  UNDECIDED,
  /** It could not be taken or not be judged. Such a measurement does not use up the count. */
  ERROR,
  /** There was too little to judge, and the metric waits for more. It counts for nothing. */
  WAITED
}
