package dev.penstock.deploy.analysis;

/** How the statistical judge labels a metric (RP-141, RP-142). */
public enum MetricLabel {
  /** No harmful change that counts. */
  PASS,
  /** The canary's values are larger by more than is allowed. */
  HIGH,
  /** The canary's values are smaller by more than is allowed. */
  LOW,
  /** There is nothing to compare. */
  NODATA,
  /** There is nothing to compare, and there has to be. */
  NODATA_FAIL
}
