package dev.penstock.process.simulation;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal whose appends become durable when told, or fail. */
final class HeldJournal implements Journal {

  /** What becomes of an append. */
  enum Mode {
    /** It is done at once. */
    OPEN,
    /** It waits for {@link #release}. */
    HELD,
    /** Its stage fails. */
    FAILS,
    /** It throws. */
    THROWS,
    /** It is never heard of again. */
    LOST
  }

  private final Journal journal;
  private final Queue<Runnable> held = new ArrayDeque<>(); // guarded by itself
  private final List<String> batches = Collections.synchronizedList(new ArrayList<>());
  private volatile Mode mode = Mode.OPEN;
  private final AtomicInteger closings = new AtomicInteger();

  HeldJournal(Journal journal) {
    this.journal = journal;
  }

  void mode(Mode next) {
    mode = next;
  }

  /** Lets everything that waits become durable, and whatever comes later. */
  void release() {
    mode = Mode.OPEN;
    while (true) {
      Runnable append;
      synchronized (held) {
        append = held.poll();
      }
      if (append == null) {
        return;
      }
      append.run();
    }
  }

  /** The batches that became durable through this journal. */
  List<String> batches() {
    return List.copyOf(batches);
  }

  int closings() {
    return closings.get();
  }

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    return new HeldStream<>(journal.open(stream, codec));
  }

  @Override
  public List<String> streams() {
    return journal.streams();
  }

  @Override
  public void close() {
    closings.incrementAndGet();
  }

  private final class HeldStream<E> implements EventStream<E> {
    private final EventStream<E> stream;

    HeldStream(EventStream<E> stream) {
      this.stream = stream;
    }

    @Override
    public String id() {
      return stream.id();
    }

    @Override
    public long size() {
      return stream.size();
    }

    @Override
    public void read(long from, EventReader<? super E> reader) {
      stream.read(from, reader);
    }

    @Override
    public CompletionStage<Void> append(long expected, List<? extends E> events) {
      List<E> batch = List.copyOf(events);
      return switch (mode) {
        case OPEN -> store(expected, batch);
        case HELD -> {
          CompletableFuture<Void> durable = new CompletableFuture<>();
          synchronized (held) {
            held.add(() -> pass(store(expected, batch), durable));
          }
          yield durable;
        }
        case FAILS -> CompletableFuture.failedStage(new JournalException("the disk is full"));
        case THROWS -> throw new JournalException("the disk is full");
        case LOST -> new CompletableFuture<>();
      };
    }

    private CompletionStage<Void> store(long expected, List<E> batch) {
      return stream
          .append(expected, batch)
          .whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  batches.add(batch.toString());
                }
              });
    }
  }

  private static void pass(CompletionStage<Void> from, CompletableFuture<Void> to) {
    var unused =
        from.whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                to.complete(null);
              } else {
                to.completeExceptionally(failure);
              }
            });
  }
}
