package dev.penstock.deploy;

/** What a deployment may be waiting for when it is continued (D-324). */
public enum WaitKind {
  /** The revision is installed on the idle side; continuing shifts the traffic. */
  READY_WAIT,
  /**
   * The new side serves everything; continuing gives the old one up before the bake is over. What
   * the cloud service did by SkipWaitTimeForInstanceTermination is the same.
   */
  TERMINATION_WAIT
}
