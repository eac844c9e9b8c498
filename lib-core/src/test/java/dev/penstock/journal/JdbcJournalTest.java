package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.CompactionRun.Content;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import dev.penstock.process.UnreadableEventException;
import dev.penstock.process.simulation.JournalContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A journal in a database")
class JdbcJournalTest {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  /** A new database in this process, with the tables. */
  static DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:mem:journal-" + NEXT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
    JdbcJournal.createTables(source);
    return source;
  }

  static int execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("keeps the contract on H2, its appends on the host's executor")
  void contractWithExecutor() {
    assertEquals(
        List.of(),
        JournalContract.durableViolations(
            () -> {
              DataSource source = h2();
              return () -> JdbcJournal.builder(source).executor(threads).open();
            },
            Executors.newCachedThreadPool()));
  }

  @Test
  @DisplayName("keeps the contract on H2, its appends on the caller's thread")
  void contractWithoutExecutor() {
    assertEquals(
        List.of(),
        JournalContract.durableViolations(
            () -> {
              DataSource source = h2();
              return () -> JdbcJournal.open(source);
            },
            threads));
  }

  /** The connection is lost at each call in turn, before or after the call did its work. */
  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps what it acknowledged, and all or nothing of the rest, if a call is lost")
  void lostConnection(FaultyDataSource.Fault fault) {
    int lostCommits = 0;
    FaultyDataSource sound = new FaultyDataSource(fault, Integer.MAX_VALUE);
    DataSource whole = sound.around(h2());
    assertEquals(0, new CompactionRun(5).run(() -> JdbcJournal.open(whole), 6).failures);
    assertTrue(sound.calls() > 40, "calls: " + sound.calls());
    for (int failing = 0; failing < sound.calls(); failing++) {
      String when = fault + " call " + failing;
      DataSource real = h2();
      DataSource source = new FaultyDataSource(fault, failing).around(real);
      CompactionRun run = new CompactionRun(5).run(() -> JdbcJournal.open(source), 6, true);
      assertEquals(1, run.failures, when);
      try (JdbcJournal journal = JdbcJournal.open(real)) {
        Map<String, Content> found = CompactionRun.contentOf(journal);
        assertTrue(
            found.equals(run.acknowledged) || found.equals(run.attempted),
            () -> when + ": acknowledged " + run.acknowledged + ", found " + found);
        lostCommits += found.equals(run.acknowledged) ? 0 : 1;
      }
      CompactionRun again = new CompactionRun(6).run(() -> JdbcJournal.open(real), 5);
      assertEquals(0, again.failures, when);
      execute(real, "SHUTDOWN");
    }
    assertTrue(
        fault == FaultyDataSource.Fault.BEFORE ? lostCommits == 0 : lostCommits > 4,
        "commits of which nobody knew: " + lostCommits);
  }

  @Test
  @DisplayName("fails all later appends of an opening of which one failed, and no other opening")
  void afterFailure() {
    DataSource real = h2();
    AtomicInteger broken = new AtomicInteger();
    DataSource source =
        (DataSource)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (broken.get() > 0) {
                    throw new SQLException("the database is away");
                  }
                  return method.invoke(real, arguments);
                });
    try (JdbcJournal journal = JdbcJournal.open(source)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
      ParcelEvent.append(stream, ParcelEvent.batch(0, 1));
      broken.set(1);
      CompletableFuture<Void> lost =
          stream.append(1, ParcelEvent.batch(1, 1)).toCompletableFuture();
      broken.set(0);
      CompletableFuture<Void> later =
          stream.append(2, ParcelEvent.batch(2, 1)).toCompletableFuture();
      for (CompletableFuture<Void> each : List.of(lost, later)) {
        Throwable cause = assertThrows(CompletionException.class, each::join).getCause();
        assertEquals(JournalException.class, cause.getClass());
        assertEquals(
            "stream parcel: the events could not be stored: the database is away. If the connection"
                + " was lost, they may be there all the same: open the stream again to see",
            cause.getMessage());
      }
      EventStream<ParcelEvent> again = ParcelEvent.open(journal, "parcel");
      ParcelEvent.append(again, ParcelEvent.batch(1, 1));
      assertEquals(2, again.size());
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // it would wait for ever
  @DisplayName("fails what was to be stored when the driver throws an error, and can be closed")
  void driverError() {
    DataSource real = h2();
    AtomicInteger broken = new AtomicInteger();
    DataSource source =
        (DataSource)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (broken.get() > 0) {
                    throw new NoClassDefFoundError("org/example/Driver");
                  }
                  return method.invoke(real, arguments);
                });
    try (JdbcJournal journal = JdbcJournal.builder(source).executor(threads).open()) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
      broken.set(1);
      CompletableFuture<Void> lost =
          stream.append(0, ParcelEvent.batch(0, 1)).toCompletableFuture();
      Throwable cause = assertThrows(CompletionException.class, lost::join).getCause();
      assertEquals(JournalException.class, cause.getClass());
      assertEquals(
          "stream parcel: the events could not be stored: java.lang.NoClassDefFoundError:"
              + " org/example/Driver. If the connection was lost, they may be there all the same: open the stream again to see",
          cause.getMessage());
      assertEquals(NoClassDefFoundError.class, cause.getCause().getClass());
    }
  }

  @Test
  @DisplayName("says who took a stream over, and what it expected")
  void staleMessages() {
    try (JdbcJournal journal = JdbcJournal.open(h2())) {
      EventStream<ParcelEvent> first = ParcelEvent.open(journal, "parcel");
      assertEquals(
          "stream parcel: expected sequence 3, found 0. Nothing was written; open the stream again",
          stale(first.append(3, ParcelEvent.batch(0, 1)).toCompletableFuture()));
      first = ParcelEvent.open(journal, "parcel");
      EventStream<ParcelEvent> second = ParcelEvent.open(journal, "parcel");
      assertEquals(
          "stream parcel: opened as epoch 2, found epoch 3: it was opened again or removed. Nothing"
              + " was written",
          stale(first.append(0, ParcelEvent.batch(0, 1)).toCompletableFuture()));
      second.remove().toCompletableFuture().join();
      assertEquals(
          "stream parcel: opened as epoch 3, found no stream: it was opened again or removed."
              + " Nothing was written",
          stale(second.append(0, ParcelEvent.batch(0, 1)).toCompletableFuture()));
    }
  }

  private static String stale(CompletableFuture<Void> append) {
    Throwable cause = assertThrows(CompletionException.class, append::join).getCause();
    assertEquals(StaleStreamException.class, cause.getClass());
    return cause.getMessage();
  }

  @Test
  @DisplayName("gives a removed stream's successor an epoch that no earlier opening had")
  void epochsAfterRemoval() {
    DataSource source = h2();
    try (JdbcJournal journal = JdbcJournal.open(source)) {
      for (int i = 0; i < 6; i++) {
        ParcelEvent.open(journal, "parcel");
      }
      ParcelEvent.open(journal, "parcel").remove().toCompletableFuture().join(); // epoch 7
      for (int i = 0; i < 3; i++) {
        ParcelEvent.open(journal, "parcel");
      }
      assertEquals(1, execute(source, "UPDATE penstock_stream SET epoch = 3 WHERE epoch = 10"));
      ParcelEvent.open(journal, "parcel").remove().toCompletableFuture().join(); // epoch 4
      ParcelEvent.open(journal, "other");
      assertEquals(1, execute(source, "UPDATE penstock_stream SET epoch = 0 WHERE epoch = 8"));
    }
  }

  @Test
  @DisplayName("loses to a writer that knows nothing of epochs, by the key of events")
  void primaryKey() {
    DataSource source = h2();
    try (JdbcJournal journal = JdbcJournal.open(source)) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
      execute(
          source, "INSERT INTO penstock_event VALUES ('parcel', 1, 1, 1, 'x', 'Packed', 1, '{}')");
      assertEquals(
          "stream parcel: sequence 0 is taken by another writer. Nothing was written",
          stale(stream.append(0, ParcelEvent.batch(0, 2)).toCompletableFuture()));
      assertEquals(0, ParcelEvent.open(journal, "parcel").size());
    }
  }

  @Test
  @DisplayName("works off in order on one thread at a time, on the caller's if nobody takes it")
  void executor() {
    Deque<Runnable> tasks = new ArrayDeque<>();
    List<String> told = new ArrayList<>();
    try (JdbcJournal journal =
        JdbcJournal.builder(h2())
            .executor(
                task -> {
                  if (told.size() > 2) {
                    throw new RejectedExecutionException();
                  }
                  tasks.add(task);
                })
            .open()) {
      EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
      for (int i = 0; i < 3; i++) {
        String name = "append " + i;
        stream.append(i, ParcelEvent.batch(i, 1)).thenRun(() -> told.add(name));
      }
      assertEquals(1, tasks.size(), "one task for all");
      assertEquals(List.of(), told);
      tasks.remove().run();
      assertEquals(List.of("append 0", "append 1", "append 2"), told);
      ParcelEvent.append(stream, ParcelEvent.batch(3, 1));
      assertEquals(List.of(), List.copyOf(tasks));
      assertEquals(4, stream.size());
    }
  }

  @Test
  @DisplayName(
      "stores once, on the caller's thread, if the executor throws though it took the task")
  void executorThatThrows() {
    for (Throwable thrown : List.of(new IllegalStateException("full"), new AssertionError("odd"))) {
      Deque<Runnable> tasks = new ArrayDeque<>();
      try (JdbcJournal journal =
          JdbcJournal.builder(h2())
              .executor(
                  task -> {
                    tasks.add(task);
                    if (thrown instanceof Error error) {
                      throw error;
                    }
                    throw (RuntimeException) thrown;
                  })
              .open()) {
        EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "parcel");
        assertTrue(stream.append(0, ParcelEvent.batch(0, 1)).toCompletableFuture().isDone());
        assertTrue(stream.append(1, ParcelEvent.batch(1, 1)).toCompletableFuture().isDone());
        tasks.forEach(Runnable::run);
        assertEquals(2, stream.size());
      }
    }
  }

  @Test
  @DisplayName("leaves connections as they were: auto-commit, isolation")
  void connectionsAsTheyWere() throws SQLException {
    DataSource source = h2();
    try (Connection kept = source.getConnection()) {
      for (boolean auto : new boolean[] {true, false}) {
        kept.setAutoCommit(auto);
        kept.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        DataSource pool = new OneConnection(kept).around(source);
        try (JdbcJournal journal = JdbcJournal.open(pool)) {
          EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "pooled-" + auto);
          ParcelEvent.append(stream, ParcelEvent.batch(0, 1));
          stale(stream.append(7, ParcelEvent.batch(0, 1)).toCompletableFuture());
        }
        assertEquals(auto, kept.getAutoCommit());
        assertEquals(Connection.TRANSACTION_SERIALIZABLE, kept.getTransactionIsolation());
      }
    }
  }

  /** A pool of one connection, which is never closed. */
  private record OneConnection(Connection connection) {
    DataSource around(DataSource source) {
      Connection open =
          (Connection)
              java.lang.reflect.Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("close")
                          ? null
                          : method.invoke(connection, arguments));
      return (DataSource)
          java.lang.reflect.Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) ->
                  method.getName().equals("getConnection")
                      ? open
                      : method.invoke(source, arguments));
    }
  }

  @Test
  @DisplayName("without tables, or with those of another version, says so")
  void tables() {
    JdbcDataSource empty = new JdbcDataSource();
    empty.setURL("jdbc:h2:mem:empty;DB_CLOSE_DELAY=-1");
    String message =
        assertThrows(JournalException.class, () -> JdbcJournal.open(empty)).getMessage();
    assertTrue(
        message.startsWith(
            "the journal cannot be opened; are its tables there? JdbcJournal.schema() creates them: "),
        message);
    DataSource other = h2();
    execute(other, "UPDATE penstock_journal SET schema_version = 2");
    assertEquals(
        "table penstock_journal: expected one row with schema_version 1, found [2]. Open the journal"
            + " with the release that made the tables",
        assertThrows(JournalException.class, () -> JdbcJournal.open(other)).getMessage());
    assertTrue(
        assertThrows(JournalException.class, () -> JdbcJournal.createTables(other))
            .getMessage()
            .startsWith("the tables of the journal cannot be created: "));
  }

  @Test
  @DisplayName("names stream, sequence and release of what it cannot read")
  void unreadable() {
    DataSource source = h2();
    try (JdbcJournal journal = JdbcJournal.open(source)) {
      ParcelEvent.append(ParcelEvent.open(journal, "parcel"), ParcelEvent.batch(0, 2));
      execute(source, "UPDATE penstock_event SET event_type = 'Lost' WHERE sequence_number = 1");
      String unknown =
          assertThrows(
                  UnreadableEventException.class,
                  () -> ParcelEvent.all(ParcelEvent.open(journal, "parcel")))
              .getMessage();
      assertTrue(unknown.startsWith("stream parcel, sequence 1: event Lost version 1"), unknown);
      assertTrue(unknown.endsWith(" (written by Penstock 0.1.0)"), unknown);
      execute(source, "UPDATE penstock_event SET record_format = 2, written_by = '9.0.0'");
      assertEquals(
          "stream parcel, sequence 0: written by Penstock 9.0.0 in format 2; this release, 0.1.0,"
              + " reads format 1. Open the journal with Penstock 9.0.0 or newer",
          assertThrows(
                  JournalException.class,
                  () -> ParcelEvent.all(ParcelEvent.open(journal, "parcel")))
              .getMessage());
      execute(source, "UPDATE penstock_event SET record_format = 1, fields = '[]'");
      assertEquals(
          "stream parcel, sequence 0: the event cannot be read: found START_ARRAY where fields"
              + " belong. Put it back from a copy",
          assertThrows(
                  JournalException.class,
                  () -> ParcelEvent.all(ParcelEvent.open(journal, "parcel")))
              .getMessage());
    }
  }
}
