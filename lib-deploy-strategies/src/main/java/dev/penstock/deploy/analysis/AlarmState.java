package dev.penstock.deploy.analysis;

/** What is known about an alarm. */
public enum AlarmState {
  /** All is well. */
  OK,
  /** It fires. */
  ALARM,
  /** Its state cannot be read. */
  UNREADABLE
}
