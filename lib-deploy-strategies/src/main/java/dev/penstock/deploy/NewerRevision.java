package dev.penstock.deploy;

/** What a group does when a deployment is asked for while another one is under way (D-366). */
public enum NewerRevision {
  /** It refuses, as the cloud service does. */
  REFUSE,
  /** The newer one waits, and each has its turn in the order of the requests. */
  QUEUE,
  /**
   * The newer one waits, and those that waited before it end without having begun. What is under
   * way goes on to its end, as in a pipeline of that mode.
   */
  SUPERSEDE
}
