package dev.penstock.journal;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A journal that forgets everything when its JVM ends: for tests, and for processes that need no
 * durability.
 *
 * <p>Keeps the event objects themselves; nothing is encoded. Safe for several threads.
 */
public final class InMemoryJournal implements Journal {
  private static final CompletableFuture<Void> DURABLE = CompletableFuture.completedFuture(null);

  private final Map<String, Events> streams = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /** Makes an empty journal. */
  public InMemoryJournal() {}

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    StreamIds.check(stream);
    requireOpen();
    Events events = streams.computeIfAbsent(stream, id -> new Events());
    synchronized (events) {
      return new Stream<>(stream, events, ++events.epoch);
    }
  }

  @Override
  public List<String> streams() {
    requireOpen();
    List<String> ids = new ArrayList<>();
    streams.forEach(
        (id, events) -> {
          synchronized (events) {
            if (events.size > 0) {
              ids.add(id);
            }
          }
        });
    ids.sort(null);
    return ids;
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private void requireOpen() {
    if (isClosed) {
      throw new JournalException("the journal is closed; open a new one");
    }
  }

  /** What one stream holds, batch by batch, so that growing copies no event; guarded by itself. */
  private static final class Events {
    private final List<Object[]> batches = new ArrayList<>();
    int size;
    int epoch;

    void add(List<?> batch) {
      batches.add(batch.toArray());
      size += batch.size();
    }

    List<Object> from(long first) {
      List<Object> found = new ArrayList<>();
      long start = 0;
      for (Object[] batch : batches) {
        for (int i = (int) Math.max(first - start, 0); i < batch.length; i++) {
          found.add(batch[i]);
        }
        start += batch.length;
      }
      return found;
    }
  }

  private final class Stream<E> implements EventStream<E> {
    private final String id;
    private final Events events;
    private final int epoch;

    Stream(String id, Events events, int epoch) {
      this.id = id;
      this.events = events;
      this.epoch = epoch;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public long size() {
      synchronized (events) {
        return events.size;
      }
    }

    @Override
    @SuppressWarnings("unchecked") // one process type writes a stream
    public void read(long from, EventReader<? super E> reader) {
      requireOpen();
      List<Object> snapshot;
      synchronized (events) {
        snapshot = events.from(from);
      }
      long sequence = from;
      for (Object event : snapshot) {
        reader.read(sequence++, (E) event);
      }
    }

    @Override
    public CompletionStage<Void> append(long expected, List<? extends E> batch) {
      if (isClosed) {
        return CompletableFuture.failedFuture(
            new JournalException("the journal is closed; open a new one"));
      }
      synchronized (events) {
        if (events.epoch != epoch) {
          return CompletableFuture.failedFuture(
              new StaleStreamException(
                  "stream "
                      + id
                      + ": epoch "
                      + epoch
                      + " was taken over by epoch "
                      + events.epoch));
        }
        if (events.size != expected) {
          return CompletableFuture.failedFuture(
              new StaleStreamException(
                  "stream " + id + ": expected sequence " + expected + ", found " + events.size));
        }
        events.add(batch);
        return DURABLE;
      }
    }
  }
}
