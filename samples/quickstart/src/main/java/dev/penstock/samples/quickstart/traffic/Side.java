package dev.penstock.samples.quickstart.traffic;

/** One of the two sets of instances; which of them is live changes with each release. */
public enum Side {
  /** The set that is live first. */
  BLUE,
  /** The set that is idle first. */
  GREEN;

  /**
   * The opposite set.
   *
   * @return the other side
   */
  public Side other() {
    return this == BLUE ? GREEN : BLUE;
  }
}
