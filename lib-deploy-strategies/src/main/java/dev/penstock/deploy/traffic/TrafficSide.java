package dev.penstock.deploy.traffic;

/** Who can serve a request while a revision is rolled out. */
public enum TrafficSide {
  /** The revision that served before. */
  STABLE,
  /** The revision that is rolled out. */
  NEW,
  /** A fresh copy of the stable revision, started for an experiment. */
  BASELINE,
  /** A copy of the new revision of the same size as the baseline, started for an experiment. */
  TRIAL
}
