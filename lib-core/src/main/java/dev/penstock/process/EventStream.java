package dev.penstock.process;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The events of one process, in order, numbered from 0.
 *
 * <p>One writer at a time; reading is safe for several threads.
 *
 * @param <E> the events
 */
public interface EventStream<E> {

  /**
   * The process's id.
   *
   * @return the id
   */
  String id();

  /**
   * How many events are durable, which is also the sequence number of the next one.
   *
   * @return 0 for a new stream
   */
  long size();

  /**
   * Reads durable events in order.
   *
   * @param from the sequence number of the first event to read
   * @param reader called for each event
   * @throws JournalException if the events cannot be read
   * @throws UnreadableEventException if an event is not of this release's vocabulary
   */
  void read(long from, EventReader<? super E> reader);

  /**
   * Appends events together or not at all. May be called again before the stage completes; batches
   * become durable in order, and after one has failed all later ones fail.
   *
   * <p>The stage may complete before this returns, and may complete on the thread of another caller
   * of the same journal.
   *
   * @param expected the sequence number that the first event will get
   * @param events at least one; the list is not changed afterwards
   * @return completes once the events are durable; exceptionally with {@link JournalException} if
   *     they could not be written, or with {@link StaleStreamException} if another writer has taken
   *     the stream over
   */
  CompletionStage<Void> append(long expected, List<? extends E> events);

  /**
   * Receives events.
   *
   * @param <E> the events
   */
  @FunctionalInterface
  interface EventReader<E> {

    /**
     * Receives one event.
     *
     * @param sequence its number in the stream
     * @param event the event
     */
    void read(long sequence, E event);
  }
}
