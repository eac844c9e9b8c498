package dev.penstock.deploy.strategy;

/** What a newer revision does to a rollout that is under way (RP-33). */
public enum OnNewerRevision {
  /** It is refused. */
  REFUSE,
  /** It waits behind those that came before it. */
  QUEUE,
  /** The running rollout is rolled back by its plan; of those that wait only the newest is kept. */
  SUPERSEDE,
  /**
   * The new side starts again with the newer revision at the first step, traffic back at once: also
   * from a way back in steps that is under way. Of those that wait only the newest is kept.
   */
  RESTART
}
