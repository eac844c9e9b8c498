package dev.penstock.deploy.analysis;

/** Which change of a metric from the baseline to the canary does harm. */
public enum Direction {
  /** Only larger values, as of a latency. */
  INCREASE,
  /** Only smaller values, as of a throughput. */
  DECREASE,
  /** Both. */
  EITHER;

  boolean minds(Direction change) {
    return this == EITHER || this == change;
  }
}
