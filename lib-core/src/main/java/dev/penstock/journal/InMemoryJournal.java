package dev.penstock.journal;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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

  /** What one stream holds, in chunks, so that growing copies nothing; guarded by itself. */
  private static final class Events {
    private static final int CHUNK = 1_024;

    private final List<@Nullable Object[]> chunks = new ArrayList<>();
    int size;
    int epoch;

    void add(List<?> batch) {
      for (int i = 0; i < batch.size(); i++) {
        int offset = size % CHUNK;
        if (offset == 0) {
          chunks.add(new Object[CHUNK]);
        }
        chunks.get(chunks.size() - 1)[offset] = batch.get(i);
        size++;
      }
    }

    @Nullable Object[] from(int first) {
      @Nullable Object[] found = new Object[Math.max(size - first, 0)];
      for (int i = 0; i < found.length; i++) {
        found[i] = chunks.get((first + i) / CHUNK)[(first + i) % CHUNK];
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
      @Nullable Object[] snapshot;
      synchronized (events) {
        snapshot = events.from(Math.toIntExact(from));
      }
      for (int i = 0; i < snapshot.length; i++) {
        reader.read(from + i, (E) Objects.requireNonNull(snapshot[i]));
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
