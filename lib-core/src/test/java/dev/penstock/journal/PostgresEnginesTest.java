package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.engine.StartRequest;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory.Execution;
import dev.penstock.process.JournalException;
import dev.penstock.process.simulation.VirtualTime;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two engines with one PostgreSQL")
class PostgresEnginesTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  private static final int ROUNDS = 12;
  private static PostgresServer server;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

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

  /** A host with its own connections, whose actions succeed and are noted. */
  private static final class Host implements AutoCloseable {
    final List<String> ran = new ArrayList<>();
    private final JdbcJournal journal;
    private final ProcessEngine processes;
    final OpenPipeline pipeline;

    Host(DataSource source) {
      VirtualTime time = VirtualTime.startingAt(START);
      journal = JdbcJournal.open(source);
      processes =
          ProcessEngine.builder()
              .journal(journal)
              .executor(Runnable::run)
              .scheduler(time)
              .clock(time.clock())
              .build();
      pipeline =
          PipelineEngine.builder(processes)
              .action(
                  SCRIPT,
                  ActionExecutor.blocking(
                      context -> {
                        ran.add(context.key());
                        return ActionResult.succeeded();
                      }))
              .build()
              .open(
                  Pipeline.builder("shared")
                      .executionMode(ExecutionMode.QUEUED)
                      .stage("Build", stage -> stage.action("compile", SCRIPT))
                      .build());
    }

    @Override
    public void close() {
      processes.close();
      journal.close();
    }
  }

  private static Throwable failure(CompletionStage<?> answer) throws Exception {
    Throwable failure =
        answer.handle((value, cause) -> cause).toCompletableFuture().get(30, TimeUnit.SECONDS);
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  @Test
  @DisplayName("never both drive a pipeline: one start wins, and the other host runs nothing")
  void oneWins() throws Exception {
    DataSource source = server.database("engines");
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String name = "round-" + round;
      try (Host one = new Host(source);
          Host other = new Host(source)) {
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<CompletionStage<String>>> starts = new ArrayList<>();
        for (Host host : List.of(one, other)) {
          String token = name + (host == one ? "-one" : "-other");
          starts.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      together.await(30, TimeUnit.SECONDS);
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                    return host.pipeline.start(StartRequest.of(token).withToken(token));
                  },
                  threads));
        }
        Throwable ofOne = failure(starts.get(0).get(30, TimeUnit.SECONDS));
        Throwable ofOther = failure(starts.get(1).get(30, TimeUnit.SECONDS));
        assertTrue((ofOne == null) != (ofOther == null), ofOne + " / " + ofOther);
        assertInstanceOf(JournalException.class, ofOne == null ? ofOther : ofOne);
        Host loser = ofOne == null ? other : one;
        assertEquals(List.of(), loser.ran, "the loser has run something");
        expected.add(name + (ofOne == null ? "-one" : "-other"));
      }
    }
    try (Host last = new Host(source)) {
      List<Execution> all = last.pipeline.history().executions();
      assertEquals(expected, all.stream().map(Execution::trigger).toList());
      assertTrue(all.stream().allMatch(each -> each.status() == ExecutionStatus.SUCCEEDED));
      assertTrue(all.stream().allMatch(each -> each.actions().size() == 1));
    }
  }
}
