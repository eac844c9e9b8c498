package dev.penstock.process;

import java.util.List;

/**
 * Where the events of processes are kept: an SPI that a host implements or takes from {@code
 * dev.penstock.journal}.
 *
 * <p>A journal holds one stream of events for each process. Implementations are safe for several
 * threads and start none. Every implementation passes the driver contract in {@code
 * dev.penstock.process.simulation.JournalContract}.
 */
public interface Journal extends AutoCloseable {

  /**
   * Opens a process's stream for reading and appending, and takes it over from whoever had it open:
   * an append through an earlier opening fails from now on.
   *
   * @param <E> the events
   * @param stream the process's id, 1 to 400 characters, no control characters
   * @param codec how its events are written
   * @return the stream, new and empty if the journal does not know it
   * @throws JournalException if the journal is closed or cannot be read
   */
  <E> EventStream<E> open(String stream, EventCodec<E> codec);

  /**
   * Reads a stream's durable events in order without taking it over: whoever has it open goes on.
   *
   * @param <E> the events
   * @param stream the process's id; one that the journal does not know has no events
   * @param codec how its events are written
   * @param from as for {@link EventStream#read}
   * @param reader called for each event
   * @throws JournalException if the journal is closed or cannot be read
   * @throws UnreadableEventException if an event is not of this release's vocabulary
   * @throws UnsupportedOperationException as long as a journal does not override this
   */
  default <E> void read(
      String stream, EventCodec<E> codec, long from, EventStream.EventReader<? super E> reader) {
    throw new UnsupportedOperationException(
        getClass().getName() + " reads only what it opens: override Journal.read");
  }

  /**
   * The ids of all streams that hold at least one event.
   *
   * @return the ids, sorted
   */
  List<String> streams();

  /** Waits for appends under way and closes. Idempotent. */
  @Override
  void close();
}
