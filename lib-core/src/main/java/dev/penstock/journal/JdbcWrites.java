package dev.penstock.journal;

import static dev.penstock.journal.JdbcTransactions.update;

import dev.penstock.journal.JdbcEvents.StreamRow;
import dev.penstock.process.StaleStreamException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What one opening of a stream writes, each within a transaction of the caller's. The row of the
 * stream decides: whoever finds another epoch or number there has lost, and writes nothing.
 */
final class JdbcWrites {
  private final String id;
  private final long epoch;

  JdbcWrites(String id, long epoch) {
    this.id = id;
    this.epoch = epoch;
  }

  /** An event as it is written. */
  record Encoded(String type, int version, String fields) {}

  boolean append(Connection connection, long expected, List<Encoded> events) throws SQLException {
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

  boolean compact(Connection connection, long next, List<Encoded> checkpoint) throws SQLException {
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

  boolean remove(Connection connection) throws SQLException {
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
