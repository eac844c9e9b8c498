package dev.penstock.journal;

import static dev.penstock.journal.JdbcTransactions.select;

import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream.EventReader;
import dev.penstock.process.JournalException;
import dev.penstock.process.UnreadableEventException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the tables hold of a stream. */
final class JdbcEvents {
  static final int FORMAT = 1;

  private static final int FETCHED = 1_000;

  private JdbcEvents() {}

  /** What a stream's row holds. */
  record StreamRow(long epoch, long first, long next) {
    static final StreamRow NONE = new StreamRow(0, 0, 0);
  }

  static StreamRow row(Connection connection, String stream) throws SQLException {
    List<StreamRow> found = new ArrayList<>();
    select(
        connection,
        0,
        row -> found.add(new StreamRow(row.getLong(1), row.getLong(2), row.getLong(3))),
        "SELECT epoch, first_sequence, next_sequence FROM penstock_stream WHERE stream = ?",
        stream);
    return found.isEmpty() ? StreamRow.NONE : found.get(0);
  }

  /** One statement, so that the database shows the events as they are at one moment. */
  static <E> void read(
      JdbcJournal journal,
      String id,
      EventCodec<E> codec,
      long from,
      EventReader<? super E> reader) {
    if (from < 0) {
      throw new IllegalArgumentException(
          "from: " + from + " is out of range; allowed: 0 and above");
    }
    journal.checkOpen();
    try {
      journal
          .transactions()
          .run(
              connection -> {
                select(
                    connection,
                    FETCHED,
                    row -> reader.read(row.getLong(1), decode(id, codec, row)),
                    "SELECT sequence_number, record_format, written_by, event_type, event_version,"
                        + " fields FROM penstock_event WHERE stream = ? AND sequence_number >= ?"
                        + " ORDER BY sequence_number",
                    id,
                    from);
                return id;
              });
    } catch (SQLException e) {
      throw JdbcTransactions.failed("stream " + id + ": its events cannot be read", e);
    }
  }

  private static <E> E decode(String id, EventCodec<E> codec, ResultSet row) throws SQLException {
    String where = "stream " + id + ", sequence " + row.getLong(1) + ": ";
    String release = row.getString(3);
    if (row.getInt(2) > FORMAT) {
      throw new JournalException(
          where
              + "written by Penstock "
              + release
              + " in format "
              + row.getInt(2)
              + "; this release, "
              + Lines.RELEASE
              + ", reads format 1. Open the journal with Penstock "
              + release
              + " or newer");
    }
    try {
      return codec.decode(
          new EncodedEvent(row.getString(4), row.getInt(5), Fields.ofText(row.getString(6))));
    } catch (IOException e) {
      throw new JournalException(
          where + "the event cannot be read: " + Lines.reason(e) + ". Put it back from a copy", e);
    } catch (UnreadableEventException e) {
      throw new UnreadableEventException(
          where + e.getMessage() + " (written by Penstock " + release + ")", e);
    }
  }
}
