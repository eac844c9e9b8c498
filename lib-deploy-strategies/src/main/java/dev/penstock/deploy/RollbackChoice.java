package dev.penstock.deploy;

/** Whether stopping a deployment is followed by a rollback (D-400). */
public enum RollbackChoice {
  /** If the group has {@link RollbackEvent#DEPLOYMENT_STOP_ON_REQUEST}. */
  AS_THE_GROUP_SAYS,
  /** Yes, whatever the group says. */
  ROLL_BACK,
  /** No: what was deployed stays as it is. */
  LEAVE
}
