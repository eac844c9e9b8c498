package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import dev.penstock.process.simulation.JournalContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A journal in a real PostgreSQL")
class PostgresJournalTest {
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static PostgresServer server;

  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static DataSource database() {
    return server.database("journal_" + NEXT.incrementAndGet());
  }

  @Test
  @DisplayName("keeps the contract")
  void contract() {
    JdbcConnectionPool source = server.pooled("journal_" + NEXT.incrementAndGet());
    assertEquals(
        List.of(),
        JournalContract.durableViolations(
            () -> {
              JdbcJournalTest.execute(source, "DELETE FROM penstock_event");
              JdbcJournalTest.execute(source, "DELETE FROM penstock_stream");
              return () -> JdbcJournal.open(source);
            },
            threads));
    source.dispose();
  }

  /** Two hosts take a stream from each other; each number is promised to one of them. */
  @Test
  @DisplayName("lets one of two hosts win each number, and loses nothing that it acknowledged")
  void twoHosts() throws Exception {
    DataSource source = database();
    Map<Long, ParcelEvent> promised = new ConcurrentSkipListMap<>();
    List<String> wrong = new ArrayList<>();
    AtomicInteger lost = new AtomicInteger();
    List<CompletableFuture<Void>> hosts = new ArrayList<>();
    for (int host = 0; host < 4; host++) {
      int number = host;
      hosts.add(
          CompletableFuture.runAsync(
              () -> {
                try (JdbcJournal journal = JdbcJournal.open(source)) {
                  EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "contended");
                  for (int i = 0; i < 25; i++) {
                    long sequence = stream.size();
                    List<ParcelEvent> batch = ParcelEvent.batch(1_000 * number + i, 2);
                    try {
                      stream.append(sequence, batch).toCompletableFuture().join();
                    } catch (CompletionException e) {
                      if (!(e.getCause() instanceof StaleStreamException)) {
                        throw e;
                      }
                      lost.incrementAndGet();
                      stream = ParcelEvent.open(journal, "contended");
                      continue;
                    }
                    for (int each = 0; each < 2; each++) {
                      if (promised.put(sequence + each, batch.get(each)) != null) {
                        synchronized (wrong) {
                          wrong.add("promised twice: " + (sequence + each));
                        }
                      }
                    }
                  }
                }
              },
              threads));
    }
    for (CompletableFuture<Void> host : hosts) {
      host.get(60, TimeUnit.SECONDS);
    }
    assertEquals(List.of(), wrong);
    assertTrue(lost.get() > 0, "the hosts met");
    try (JdbcJournal journal = JdbcJournal.open(source)) {
      assertEquals(
          List.copyOf(promised.values()), ParcelEvent.all(ParcelEvent.open(journal, "contended")));
    }
  }

  @Test
  @DisplayName("whose server is killed holds a prefix with everything that it acknowledged")
  void killedServer() throws Exception {
    DataSource source = database();
    for (int round = 0; round < 3; round++) {
      List<ParcelEvent> acknowledged = new ArrayList<>();
      try (JdbcJournal journal = JdbcJournal.open(source)) {
        EventStream<ParcelEvent> stream = ParcelEvent.open(journal, "killed-" + round);
        int killAt = 20 * (round + 1);
        CompletableFuture<Void> killed = new CompletableFuture<>();
        for (int i = 0; ; i++) {
          if (i == killAt) {
            threads.execute(
                () -> {
                  try {
                    server.kill();
                    killed.complete(null);
                  } catch (IOException e) {
                    killed.completeExceptionally(e);
                  }
                });
          }
          try {
            stream
                .append(acknowledged.size(), ParcelEvent.batch(i, 1 + i % 3))
                .toCompletableFuture()
                .join();
            acknowledged.addAll(ParcelEvent.batch(i, 1 + i % 3));
          } catch (CompletionException e) {
            assertEquals(JournalException.class, e.getCause().getClass(), e.toString());
            killed.get(60, TimeUnit.SECONDS);
            server.startAgain();
            List<ParcelEvent> found = ParcelEvent.all(ParcelEvent.open(journal, stream.id()));
            List<ParcelEvent> attempted = new ArrayList<>(acknowledged);
            attempted.addAll(ParcelEvent.batch(i, 1 + i % 3));
            assertTrue(
                found.equals(acknowledged) || found.equals(attempted),
                () -> "acknowledged " + acknowledged.size() + ", found " + found.size());
            break;
          }
        }
        assertTrue(acknowledged.size() >= killAt, "acknowledged " + acknowledged.size());
      }
    }
  }
}
