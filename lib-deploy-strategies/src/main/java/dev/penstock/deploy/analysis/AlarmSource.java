package dev.penstock.deploy.analysis;

import java.util.List;

/**
 * Where alarms come from: an SPI that a host implements for its monitoring.
 *
 * <p>{@link #watch} is called on the executor of the process engine, once for each deployment that
 * has alarms and again for those that still run after a restart; it may block. The listener may be
 * called on any thread, also before {@code watch} returns. Watching the same names twice is
 * harmless. What {@code watch} throws counts as {@link AlarmState#UNREADABLE} for all names.
 */
@FunctionalInterface
public interface AlarmSource {

  /** A source that knows no alarms and tells nothing. */
  AlarmSource NONE = (names, listener) -> () -> {};

  /**
   * Watches alarms. Tells the present state of an alarm that already fires at once, and each later
   * change.
   *
   * @param names the alarms' names, at least one
   * @param listener hears of them until the watch is closed
   * @return by which the watch is ended
   * @throws Exception if they cannot be watched
   */
  AlarmWatch watch(List<String> names, AlarmListener listener) throws Exception;
}
