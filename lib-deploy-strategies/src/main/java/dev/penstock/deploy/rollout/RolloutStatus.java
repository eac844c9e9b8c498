package dev.penstock.deploy.rollout;

/** Where a rollout stands (RP-154). A rollback is part of the rollout that it ends. */
public enum RolloutStatus {
  /** It waits behind another one. */
  PENDING,
  /** It is under way. */
  IN_PROGRESS,
  /** It waits until a person decides. */
  PAUSED,
  /** All users are on the new side, for good. */
  SUCCESSFUL,
  /** An abort was ordered; users have not begun to move back. */
  STOP_REQUESTED,
  /** It was aborted and all users are back, or it never began. */
  STOPPED,
  /** A rollback was ordered; users have not begun to move back. */
  ROLLBACK_REQUESTED,
  /** Users move back. */
  ROLLBACK_IN_PROGRESS,
  /** All users are back. */
  ROLLBACK_SUCCESSFUL,
  /** The way back did not work; an abort tries it again. */
  ROLLBACK_FAILED;

  /**
   * Whether nothing more happens by itself.
   *
   * @return true for SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL and ROLLBACK_FAILED
   */
  public boolean isEnd() {
    return this == SUCCESSFUL
        || this == STOPPED
        || this == ROLLBACK_SUCCESSFUL
        || this == ROLLBACK_FAILED;
  }
}
