package dev.penstock.process;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The events of one process, in order, numbered from 0.
 *
 * <p>One writer at a time; reading is safe for several threads, and compacting may meet both. What
 * was compacted keeps its number: a stream of 1,000 events whose first 600 were replaced begins
 * with the checkpoint as number 599 and goes on with number 600.
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
   * The number of the first event that is there: 0, or the number of the checkpoint that stands for
   * itself and all before it.
   *
   * @return 0 unless the stream was compacted
   */
  default long start() {
    return 0;
  }

  /**
   * Reads durable events in order. A compaction meanwhile is not seen: a read shows the events as
   * they were when it began, or the checkpoint and what follows it.
   *
   * @param from the sequence number of the first event to read; reading begins at {@link #start()}
   *     if that is higher
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
   * Replaces all events before a number by one that stands for them, together or not at all. The
   * checkpoint gets the number of the last event that it replaces; all other numbers stay. May be
   * called while appends are under way, whose order it keeps.
   *
   * <p>The stage may complete as that of {@link #append} does.
   *
   * @param next the number of the first event that stays: above {@link #start()}, at most {@link
   *     #size()} and appends under way
   * @param checkpoint what stands for the events before it
   * @return completes once the checkpoint is durable; exceptionally as for {@link #append}. As long
   *     as a journal does not override this, with {@link UnsupportedOperationException}
   * @throws IllegalArgumentException if {@code next} is out of range
   */
  default CompletionStage<Void> compact(long next, E checkpoint) {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException(
            getClass().getName() + " does not compact: override EventStream.compact"));
  }

  /**
   * Removes the stream with all its events, together or not at all. This opening can append no
   * more; a later one finds a new stream.
   *
   * @return completes once that is durable; exceptionally as for {@link #append}. As long as a
   *     journal does not override this, with {@link UnsupportedOperationException}
   */
  default CompletionStage<Void> remove() {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException(
            getClass().getName() + " removes no streams: override EventStream.remove"));
  }

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
