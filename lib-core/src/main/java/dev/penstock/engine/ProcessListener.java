package dev.penstock.engine;

/**
 * Hears of events as they become durable: an SPI.
 *
 * <p>Called on the host's executor, one call at a time, in journal order within each process. Live
 * delivery is at most once: what happened before the engine was started, or after the listener fell
 * too far behind, is read from the journal. What a listener throws is logged and goes no further.
 */
@FunctionalInterface
public interface ProcessListener {

  /**
   * An event has become durable.
   *
   * @param process the process's id
   * @param sequence the event's number in the process's stream
   * @param event the event
   */
  void onEvent(String process, long sequence, Object event);

  /**
   * The same with the process at hand, which is what the engine calls. A listener that has to know
   * what was before the first event that it hears of a process, such as after a restart, overrides
   * this and reads it with {@link OpenProcess#read}.
   *
   * @param process whose event it is; may be closed by now, and can be read all the same
   * @param sequence the event's number in the process's stream
   * @param event the event
   */
  default void onEvent(OpenProcess<?, ?> process, long sequence, Object event) {
    onEvent(process.id(), sequence, event);
  }

  /**
   * The listener fell behind by more than its queue holds and hears nothing more.
   *
   * @param process the process whose event found the queue full
   * @param sequence the number of the first event of that process that was not delivered
   */
  default void onGap(String process, long sequence) {}
}
