package dev.penstock.deploy.analysis;

/** A watch over alarms, until it is closed. Safe for several threads. */
@FunctionalInterface
public interface AlarmWatch {

  /** Ends the watch. Idempotent; does not block and throws nothing. */
  void close();
}
