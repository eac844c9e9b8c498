package dev.penstock.journal;

import static dev.penstock.journal.JdbcTransactions.update;

import dev.penstock.journal.JdbcEvents.StreamRow;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One opening of one stream of a journal in a database. */
final class JdbcStream<E> implements EventStream<E> {

  private final JdbcJournal journal;
  private final String id;
  private final EventCodec<E> codec;
  private final long epoch;
  private final Queue<Change> queue = new ArrayDeque<>(1); // guarded by itself, as is the next
  private boolean isWorking;
  private @Nullable JournalException failure; // of the thread that works

  JdbcStream(JdbcJournal journal, String id, EventCodec<E> codec, long epoch) {
    this.journal = journal;
    this.id = id;
    this.codec = codec;
    this.epoch = epoch;
  }

  /** An event as it is written. */
  private record Encoded(String type, int version, String fields) {}

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
    return change(expected, events, (connection, encoded) -> append(connection, expected, encoded));
  }

  @Override
  public CompletionStage<Void> compact(long next, E checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return change(
        next - 1, List.of(checkpoint), (connection, encoded) -> compact(connection, next, encoded));
  }

  @Override
  public CompletionStage<Void> remove() {
    return change(0, List.of(), (connection, encoded) -> remove(connection));
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
    try {
      journal.executor().execute(this::workOff);
    } catch (RejectedExecutionException e) {
      workOff();
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
    } catch (SQLException | RuntimeException e) {
      failure =
          new JournalException(
              "stream "
                  + id
                  + ": the events could not be stored: "
                  + e.getMessage()
                  + ". If the connection was lost, they may be there all the same: open the stream"
                  + " again to see",
              e);
    }
    return failure;
  }

  private boolean append(Connection connection, long expected, List<Encoded> events)
      throws SQLException {
    int changed =
        update(
            connection,
            "UPDATE penstock_stream SET next_sequence = ?"
                + " WHERE stream = ? AND epoch = ? AND next_sequence = ?",
            expected + events.size(),
            id,
            epoch,
            expected);
    if (changed == 0) {
      throw stale(JdbcEvents.row(connection, id), expected);
    }
    insert(connection, expected, events);
    return true;
  }

  private boolean compact(Connection connection, long next, List<Encoded> checkpoint)
      throws SQLException {
    int changed =
        update(
            connection,
            "UPDATE penstock_stream SET first_sequence = ? WHERE stream = ? AND epoch = ?"
                + " AND first_sequence < ? AND next_sequence >= ?",
            next - 1,
            id,
            epoch,
            next,
            next);
    if (changed == 0) {
      StreamRow row = JdbcEvents.row(connection, id);
      if (row.epoch() == epoch) {
        StreamIds.checkPrefix(id, next, row.first(), row.next());
      }
      throw stale(row, row.next());
    }
    update(
        connection,
        "DELETE FROM penstock_event WHERE stream = ? AND sequence_number < ?",
        id,
        next);
    insert(connection, next - 1, checkpoint);
    return true;
  }

  private boolean remove(Connection connection) throws SQLException {
    String own = "DELETE FROM penstock_stream WHERE stream = ? AND epoch = ?";
    if (update(connection, own, id, epoch) == 0) {
      StreamRow row = JdbcEvents.row(connection, id);
      throw stale(row, row.next());
    }
    update(connection, "DELETE FROM penstock_event WHERE stream = ?", id);
    update(
        connection,
        "UPDATE penstock_journal SET removed_epoch = ? WHERE removed_epoch < ?",
        epoch,
        epoch);
    return true;
  }

  private void insert(Connection connection, long first, List<Encoded> events) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO penstock_event (stream, sequence_number, epoch, record_format,"
                + " written_by, event_type, event_version, fields)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      long sequence = first;
      for (Encoded event : events) {
        JdbcTransactions.set(
            statement,
            id,
            sequence++,
            epoch,
            JdbcEvents.FORMAT,
            Lines.RELEASE,
            event.type,
            event.version,
            event.fields);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      if (JdbcTransactions.isDuplicate(e)) {
        StaleStreamException stale =
            new StaleStreamException(
                "stream "
                    + id
                    + ": sequence "
                    + first
                    + " is taken by another writer. Nothing was written");
        stale.initCause(e);
        throw stale;
      }
      throw e;
    }
  }

  private StaleStreamException stale(StreamRow found, long expected) {
    return new StaleStreamException(
        found.epoch() != epoch
            ? "stream "
                + id
                + ": opened as epoch "
                + epoch
                + ", found "
                + (found.epoch() == 0 ? "no stream" : "epoch " + found.epoch())
                + ": it was opened again or removed. Nothing was written"
            : "stream "
                + id
                + ": expected sequence "
                + expected
                + ", found "
                + found.next()
                + ". Nothing was written; open the stream again");
  }
}
