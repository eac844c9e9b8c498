package dev.penstock.journal;

import dev.penstock.journal.JdbcEvents.StreamRow;
import dev.penstock.journal.JdbcWrites.Encoded;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One opening of one stream of a journal in a database. */
final class JdbcStream<E> implements EventStream<E> {

  private final JdbcJournal journal;
  private final String id;
  private final EventCodec<E> codec;
  private final JdbcWrites writes;
  private final Queue<Change> queue = new ArrayDeque<>(1); // guarded by itself, as is the next
  private boolean isWorking;
  private @Nullable JournalException failure; // of the thread that works

  JdbcStream(JdbcJournal journal, String id, EventCodec<E> codec, long epoch) {
    this.journal = journal;
    this.id = id;
    this.codec = codec;
    this.writes = new JdbcWrites(id, epoch);
  }

  /** What is to be done in one transaction, and who waits for it. */
  private record Change(JdbcTransactions.Work<Boolean> work, CompletableFuture<Void> result) {}

  @Override
  public String id() {
    return id;
  }

  @Override
  public long size() {
    return row().next();
  }

  @Override
  public long start() {
    return row().first();
  }

  private StreamRow row() {
    journal.checkOpen();
    try {
      return journal.transactions().run(connection -> JdbcEvents.row(connection, id));
    } catch (SQLException e) {
      throw JdbcTransactions.failed("stream " + id + ": its size cannot be read", e);
    }
  }

  @Override
  public void read(long from, EventReader<? super E> reader) {
    JdbcEvents.read(journal, id, codec, from, reader);
  }

  @Override
  public CompletionStage<Void> append(long expected, List<? extends E> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("stream " + id + ": no events to append");
    }
    return change(
        expected, events, (connection, encoded) -> writes.append(connection, expected, encoded));
  }

  @Override
  public CompletionStage<Void> compact(long next, E checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return change(
        next - 1,
        List.of(checkpoint),
        (connection, encoded) -> writes.compact(connection, next, encoded));
  }

  @Override
  public CompletionStage<Void> remove() {
    return change(0, List.of(), (connection, encoded) -> writes.remove(connection));
  }

  /** A change that needs events in their written form. */
  @FunctionalInterface
  private interface Writing {
    boolean run(Connection connection, List<Encoded> events) throws SQLException;
  }

  private CompletionStage<Void> change(long first, List<? extends E> events, Writing writing) {
    List<Encoded> encoded = new ArrayList<>(events.size());
    try {
      for (E event : events) {
        EncodedEvent fields = codec.encode(event);
        encoded.add(new Encoded(fields.type(), fields.version(), Fields.toText(fields.fields())));
      }
      journal.begin();
    } catch (IOException e) {
      return CompletableFuture.failedStage(
          new JournalException(
              "stream "
                  + id
                  + ", sequence "
                  + first
                  + ": the events cannot be written: "
                  + Lines.reason(e)
                  + ". Nothing was written",
              e));
    } catch (JournalException e) {
      return CompletableFuture.failedStage(e);
    }
    Change change =
        new Change(connection -> writing.run(connection, encoded), new CompletableFuture<>());
    synchronized (queue) {
      queue.add(change);
      if (isWorking) {
        return change.result;
      }
      isWorking = true;
    }
    AtomicBoolean isBegun =
        new AtomicBoolean(); // an executor may take a task and throw all the same
    Runnable work =
        () -> {
          if (isBegun.compareAndSet(false, true)) {
            workOff();
          }
        };
    try {
      journal.executor().execute(work);
    } catch (RuntimeException | Error e) { // rejected, or whatever else a host's executor throws
      work.run();
    }
    return change.result;
  }

  private void workOff() {
    for (Change change = next(); change != null; change = next()) {
      Throwable failed = failure;
      if (failed == null) {
        failed = carryOut(change);
      }
      journal.end();
      if (failed == null) {
        change.result.complete(null);
      } else {
        change.result.completeExceptionally(failed);
      }
    }
  }

  private @Nullable Change next() {
    synchronized (queue) {
      Change next = queue.poll();
      isWorking = next != null;
      return next;
    }
  }

  /**
   * Returns why a change failed; after that, nothing of this opening can be known to be in order.
   */
  private @Nullable Throwable carryOut(Change change) {
    try {
      journal.transactions().run(change.work);
      return null;
    } catch (IllegalArgumentException e) {
      return e; // nothing was to be done, and later changes do not depend on it
    } catch (StaleStreamException e) {
      failure = e;
    } catch (SQLException | RuntimeException | Error e) { // whatever a driver throws: they wait
      failure =
          new JournalException(
              "stream "
                  + id
                  + ": the events could not be stored: "
                  + (e instanceof Error ? e.toString() : e.getMessage())
                  + ". If the connection was lost, they may be there all the same: open the stream"
                  + " again to see",
              e);
    }
    return failure;
  }
}
