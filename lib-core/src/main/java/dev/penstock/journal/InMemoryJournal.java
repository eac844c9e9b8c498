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
    Events events = streams.compute(stream, (id, known) -> takenOver(known));
    synchronized (events) {
      return new Stream<>(stream, events, events.epoch);
    }
  }

  /** Within the map's own step, so that no removal comes between. */
  private static Events takenOver(@Nullable Events known) {
    Events events = known == null ? new Events() : known;
    synchronized (events) {
      events.epoch++;
    }
    return events;
  }

  @Override
  @SuppressWarnings("unchecked") // one process type writes a stream
  public <E> void read(
      String stream, EventCodec<E> codec, long from, EventStream.EventReader<? super E> reader) {
    StreamIds.check(stream);
    requireOpen();
    Events events = streams.get(stream);
    if (events != null) {
      read(events, from, (sequence, event) -> reader.read(sequence, (E) event));
    }
  }

  private static void read(Events events, long from, EventStream.EventReader<Object> reader) {
    List<Object> snapshot;
    long sequence;
    synchronized (events) {
      sequence = Math.max(from, events.start);
      snapshot = events.from(sequence);
    }
    for (Object event : snapshot) {
      reader.read(sequence++, event);
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
      throw closed();
    }
  }

  private static JournalException closed() {
    return new JournalException("the journal is closed; open a new one");
  }

  /** What one stream holds, batch by batch, so that growing copies no event; guarded by itself. */
  private static final class Events {
    private List<List<?>> batches = new ArrayList<>(); // as they were given: nobody changes them
    long start;
    long size;
    long epoch;

    void add(List<?> batch) {
      batches.add(batch);
      size += batch.size();
    }

    List<Object> from(long first) {
      List<Object> found = new ArrayList<>();
      long batchStart = start;
      for (List<?> batch : batches) {
        int before = (int) Math.min(Math.max(first - batchStart, 0), batch.size());
        found.addAll(batch.subList(before, batch.size()));
        batchStart += batch.size();
      }
      return found;
    }

    void replaceBefore(long next, Object checkpoint) {
      List<List<?>> compacted = new ArrayList<>();
      compacted.add(List.of(checkpoint));
      compacted.add(from(next));
      batches = compacted;
      start = next - 1;
    }
  }

  private final class Stream<E> implements EventStream<E> {
    private final String id;
    private final Events events;
    private final long epoch;

    Stream(String id, Events events, long epoch) {
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
    public long start() {
      synchronized (events) {
        return events.start;
      }
    }

    @Override
    @SuppressWarnings("unchecked") // one process type writes a stream
    public void read(long from, EventReader<? super E> reader) {
      requireOpen();
      InMemoryJournal.read(events, from, (sequence, event) -> reader.read(sequence, (E) event));
    }

    @Override
    public CompletionStage<Void> append(long expected, List<? extends E> batch) {
      synchronized (events) {
        JournalException refusal = refusal();
        if (refusal == null && events.size != expected) {
          refusal =
              new StaleStreamException(
                  "stream " + id + ": expected sequence " + expected + ", found " + events.size);
        }
        if (refusal != null) {
          return CompletableFuture.failedFuture(refusal);
        }
        events.add(batch);
        return DURABLE;
      }
    }

    @Override
    public CompletionStage<Void> compact(long next, E checkpoint) {
      Objects.requireNonNull(checkpoint, "checkpoint");
      synchronized (events) {
        JournalException refusal = refusal();
        if (refusal != null) {
          return CompletableFuture.failedFuture(refusal);
        }
        StreamIds.checkPrefix(id, next, events.start, events.size);
        events.replaceBefore(next, checkpoint);
        return DURABLE;
      }
    }

    @Override
    public CompletionStage<Void> remove() {
      CompletableFuture<Void> removed = new CompletableFuture<>();
      streams.compute(
          id,
          (name, known) -> {
            synchronized (events) {
              JournalException refusal = refusal();
              if (refusal != null) {
                removed.completeExceptionally(refusal);
                return known;
              }
              events.epoch++; // so that this opening can append no more
              events.batches = new ArrayList<>();
              events.start = 0;
              events.size = 0;
            }
            removed.complete(null);
            return null;
          });
      return removed;
    }

    private @Nullable JournalException refusal() {
      if (isClosed) {
        return closed();
      }
      return events.epoch == epoch
          ? null
          : new StaleStreamException(
              "stream " + id + ": epoch " + epoch + " was taken over by epoch " + events.epoch);
    }
  }
}
