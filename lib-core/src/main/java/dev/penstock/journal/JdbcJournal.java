package dev.penstock.journal;

import static dev.penstock.journal.JdbcTransactions.select;
import static dev.penstock.journal.JdbcTransactions.update;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of processes in a relational database, which several hosts may share.
 *
 * <pre>{@code
 * JdbcJournal.createTables(dataSource);                    // once, or run JdbcJournal.schema() yourself
 * try (Journal journal = JdbcJournal.builder(dataSource).executor(pool).open()) {
 *   ProcessEngine engine = ProcessEngine.builder().journal(journal)...
 * }
 * }</pre>
 *
 * <p><b>Two writers never both win.</b> A stream's row holds its epoch, which each opening raises,
 * and the number of its next event. An append changes that row only if both are what the appender
 * expects, and the row stays locked until the commit; a writer that lost gets {@link
 * dev.penstock.process.StaleStreamException}. The primary key of events is a second lock.
 *
 * <p><b>One transaction for each batch</b>, so it is there as a whole or not at all. If the
 * connection is lost while a batch is committed, nobody knows whether it is there: the append fails
 * with {@link JournalException}, and so do all later ones of that opening. Opening the stream again
 * waits for the lost transaction's end, because it needs the same row, and then shows everything
 * that was acknowledged and that batch as a whole or not at all. A transaction that comes later
 * than the new opening finds another epoch and fails.
 *
 * <p><b>Threads.</b> JDBC blocks, and this library starts no thread. Appends and compactions run on
 * the executor that the host gives, one at a time for each opening and in order; without one, or if
 * it rejects, on the thread that appends. That suits tests and a few processes; an engine with many
 * processes should be given an executor with as many threads as the pool has connections, so that
 * whoever brings a command does not wait for the disk of the database. Opening, reading and {@code
 * size()} run on the caller's thread. A read holds its connection while the reader is called; a
 * reader that uses the journal itself needs a second one.
 *
 * <p>Standard SQL at the isolation {@code READ COMMITTED}, tested on PostgreSQL and H2; {@link
 * #schema()} says what other databases need. Safe for several threads.
 */
public final class JdbcJournal implements Journal {
  private static final int SCHEMA_VERSION = 1;
  private static final int OPENING_ATTEMPTS = 20;

  private final JdbcTransactions transactions;
  private final Executor executor;
  private final Object closing = new Object();
  private int underWay; // guarded by closing
  private boolean isClosed; // guarded by closing

  private JdbcJournal(DataSource source, Executor executor) {
    this.transactions = new JdbcTransactions(source);
    this.executor = executor;
  }

  /**
   * Opens the journal in a database; appends run on the thread that makes them.
   *
   * @param source where connections come from; stays the host's
   * @return the journal
   * @throws JournalException if the tables are not there or of another version
   */
  public static JdbcJournal open(DataSource source) {
    return builder(source).open();
  }

  /**
   * Starts with the options of a journal.
   *
   * @param source where connections come from; stays the host's
   * @return a builder
   */
  public static Builder builder(DataSource source) {
    return new Builder(source);
  }

  /**
   * The statements that create the tables, for a host that has a tool for that. Comments say what
   * to change for databases other than PostgreSQL and H2.
   *
   * @return SQL, statements end with a semicolon
   */
  public static String schema() {
    try (InputStream in =
        Objects.requireNonNull(JdbcJournal.class.getResourceAsStream("schema.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates the tables by {@link #schema()}.
   *
   * @param source where a connection comes from; stays the host's
   * @throws JournalException if they cannot be created, for example because they are there
   */
  public static void createTables(DataSource source) {
    try {
      new JdbcTransactions(source).run(JdbcJournal::createTables);
    } catch (SQLException e) {
      throw JdbcTransactions.failed("the tables of the journal cannot be created", e);
    }
  }

  private static int createTables(Connection connection) throws SQLException {
    int count = 0;
    try (Statement statement = connection.createStatement()) {
      for (String sql : schema().replaceAll("(?m)^--.*$", "").split(";", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
          count++;
        }
      }
    }
    return count;
  }

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    Objects.requireNonNull(codec, "codec");
    StreamIds.check(stream);
    checkOpen();
    for (int attempt = 1; ; attempt++) {
      try {
        return new JdbcStream<>(
            this, stream, codec, transactions.run(connection -> takeOver(connection, stream)));
      } catch (SQLException e) {
        if (!JdbcTransactions.isDuplicate(e) || attempt == OPENING_ATTEMPTS) {
          throw JdbcTransactions.failed("stream " + stream + ": cannot be opened", e);
        }
      }
    }
  }

  /** Raises the epoch, which waits for transactions of earlier openings, and returns it. */
  private static long takeOver(Connection connection, String stream) throws SQLException {
    String raise = "UPDATE penstock_stream SET epoch = epoch + 1 WHERE stream = ?";
    if (update(connection, raise, stream) == 0) {
      update(
          connection,
          "INSERT INTO penstock_stream (stream, epoch, first_sequence, next_sequence)"
              + " VALUES (?, 0, 0, 0)",
          stream);
      update( // above all epochs of a stream of this name that was removed
          connection,
          "UPDATE penstock_stream SET epoch = (SELECT removed_epoch + 1 FROM penstock_journal)"
              + " WHERE stream = ?",
          stream);
    }
    return JdbcEvents.row(connection, stream).epoch();
  }

  @Override
  public <E> void read(
      String stream, EventCodec<E> codec, long from, EventStream.EventReader<? super E> reader) {
    StreamIds.check(stream);
    JdbcEvents.read(this, stream, codec, from, reader);
  }

  @Override
  public List<String> streams() {
    checkOpen();
    List<String> ids = new ArrayList<>();
    try {
      transactions.run(
          connection -> {
            select(
                connection,
                0,
                row -> ids.add(row.getString(1)),
                "SELECT stream FROM penstock_stream WHERE next_sequence > 0");
            return ids;
          });
    } catch (SQLException e) {
      throw JdbcTransactions.failed("the streams cannot be listed", e);
    }
    ids.sort(null); // databases sort by their own rules
    return List.copyOf(ids);
  }

  @Override
  public void close() {
    boolean isInterrupted = false;
    synchronized (closing) {
      isClosed = true;
      while (underWay > 0) {
        try {
          closing.wait();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  JdbcTransactions transactions() {
    return transactions;
  }

  Executor executor() {
    return executor;
  }

  void checkOpen() {
    synchronized (closing) {
      if (isClosed) {
        throw new JournalException("the journal is closed. Open it again");
      }
    }
  }

  /** Something begins that closing must wait for. */
  void begin() {
    synchronized (closing) {
      checkOpen();
      underWay++;
    }
  }

  void end() {
    synchronized (closing) {
      underWay--;
      closing.notifyAll();
    }
  }

  private JdbcJournal checked() {
    try {
      List<Long> versions = new ArrayList<>();
      transactions.run(
          connection -> {
            select(
                connection,
                0,
                row -> versions.add(row.getLong(1)),
                "SELECT schema_version FROM penstock_journal");
            return versions;
          });
      if (!versions.equals(List.of((long) SCHEMA_VERSION))) {
        throw new JournalException(
            "table penstock_journal: expected one row with schema_version "
                + SCHEMA_VERSION
                + ", found "
                + versions
                + ". Open the journal with the release that made the tables");
      }
      return this;
    } catch (SQLException e) {
      throw JdbcTransactions.failed(
          "the journal cannot be opened; are its tables there? JdbcJournal.schema() creates them",
          e);
    }
  }

  /** The options of a journal in a database. Confined to one thread. */
  public static final class Builder {
    private final DataSource source;
    private @Nullable Executor executor;

    private Builder(DataSource source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Sets where appends and compactions run.
     *
     * @param value may block and should have several threads; stays the host's. The thread that
     *     appends, unless set
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder executor(Executor value) {
      if (executor != null) {
        throw new IllegalStateException("executor was set before, to " + executor);
      }
      executor = Objects.requireNonNull(value, "executor");
      return this;
    }

    /**
     * Opens the journal.
     *
     * @return the journal
     * @throws JournalException if the tables are not there or of another version
     */
    public JdbcJournal open() {
      return new JdbcJournal(source, executor == null ? Runnable::run : executor).checked();
    }
  }
}
