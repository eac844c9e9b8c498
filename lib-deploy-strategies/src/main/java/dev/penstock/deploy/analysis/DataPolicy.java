package dev.penstock.deploy.analysis;

/** What a measurement counts as that has no data, or too few samples to be judged. */
public enum DataPolicy {
  /** As one that could not be taken. */
  ERROR,
  /** As a bad one. */
  FAIL,
  /** As one that is neither good nor bad. */
  INCONCLUSIVE,
  /** As a good one. */
  PASS,
  /** As none: it is taken again later, without end. */
  WAIT
}
