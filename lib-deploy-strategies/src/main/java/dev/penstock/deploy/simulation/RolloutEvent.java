package dev.penstock.deploy.simulation;

import java.time.Duration;

/**
 * Something that happened in a simulated rollout, and how things stood afterwards.
 *
 * @param at since the rollout's start
 * @param kind what happened
 * @param units units of the increment; 0 if this is about none
 * @param succeeded units on the new revision
 * @param failed units whose attempt failed
 * @param serving units that serve, on either revision
 */
public record RolloutEvent(
    Duration at, Kind kind, int units, int succeeded, int failed, int serving) {

  /** What can happen in a rollout. */
  public enum Kind {
    /** Units began to move. */
    INCREMENT_STARTED,
    /** They have moved or failed. */
    INCREMENT_ENDED,
    /** An alarm was raised. */
    ALARM_RAISED,
    /** Hosts began to go back to the old revision. */
    ROLLBACK_STARTED,
    /** All is back on the old revision. */
    ROLLED_BACK,
    /** The rollout ended early, or with too few successes. */
    STOPPED,
    /** The rollout ended well. */
    SUCCEEDED
  }
}
