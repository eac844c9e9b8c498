package dev.penstock.deploy.rollout;

/** Where the watch over the alarms of a rollout stands (RP-37). */
public enum MonitorStatus {
  /** The plan has no alarms, or they are bypassed. */
  DISABLED,
  /** They are watched. */
  MONITORING,
  /** They were watched and did not fire. */
  MONITORING_COMPLETE,
  /** One fired. */
  TRIGGERED
}
