package dev.penstock.deploy.analysis;

/** Hears of alarms. Safe for several threads; returns quickly and throws nothing. */
@FunctionalInterface
public interface AlarmListener {

  /**
   * An alarm has a state. Telling the same state again is harmless.
   *
   * @param alarm the alarm's name
   * @param state what is known about it
   * @param reason one sentence for a person, such as {@code 5xx rate is 7 %, above 1 %}; may be
   *     empty
   */
  void onState(String alarm, AlarmState state, String reason);
}
