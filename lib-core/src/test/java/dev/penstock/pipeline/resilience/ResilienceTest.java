package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Resilience")
class ResilienceTest {
  private final Bench bench = new Bench();

  @Test
  @DisplayName("applies its layers in one order, whatever the order of the calls")
  void order() {
    ActionExecutor executor =
        bench
            .resilience()
            .bulkhead(Bulkhead.of(1).withLongestWait(Duration.ofHours(1)))
            .timeLimit(TimeLimit.of(Duration.ofSeconds(10)))
            .rateLimit(
                RateLimit.of(1, Duration.ofSeconds(100)).withLongestWait(Duration.ofHours(1)))
            .circuitBreaker(CircuitBreaker.ofFailureRate(100, 2))
            .retry(Retry.ofTries(3).withBackoff(Backoff.constant(Duration.ofSeconds(1))))
            .build()
            .around(bench.work);
    Bench.Outcome outcome = bench.call(executor, "k");
    bench.fail(0, "down"); // first failure that the circuit counts
    bench.seconds(100); // each try waits for the rate limit, which the time limit does not count
    assertEquals(List.of("0:k", "100:k"), bench.calls);
    bench.seconds(10);
    bench.fail(1, "too late"); // the time limit's failure is the second that the circuit counts
    bench.seconds(1); // the third try meets the open circuit, before it would wait for a permit
    assertEquals(
        "!CIRCUIT_OPEN circuit git is open after failures, until 2026-01-05T09:02:50Z"
            + " (git: failed at try 3 of 3)",
        outcome.text());
  }

  @Test
  @DisplayName("is shared by all executors that it is put around")
  void shared() {
    Resilience resilience = bench.resilience().bulkhead(Bulkhead.of(1)).build();
    ActionExecutor fetch = resilience.around(bench.work);
    ActionExecutor push = resilience.around(bench.work);
    bench.call(fetch, "a");
    assertEquals(
        Reason.BULKHEAD_FULL,
        assertThrows(
                ResilienceException.class,
                () -> {
                  try {
                    bench.call(push, "b").result().join();
                  } catch (java.util.concurrent.CompletionException e) {
                    throw e.getCause();
                  }
                })
            .reason());
    assertEquals("resilience git", resilience.toString());
  }

  @Test
  @DisplayName("tells the journal, through the action's summary, what it did")
  void journalled() {
    ActionType push = ActionType.of(ActionCategory.BUILD, "Push");
    Resilience resilience =
        bench
            .resilience()
            .retry(Retry.ofTries(2))
            .timeLimit(TimeLimit.of(Duration.ofMinutes(1)))
            .build();
    List<CompletableFuture<ActionResult>> open = bench.open;
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(bench.time)
            .clock(bench.time.clock())
            .build()) {
      OpenPipeline pipeline =
          PipelineEngine.builder(processes)
              .action(push, resilience.around(bench.work))
              .build()
              .open(
                  Pipeline.builder("p")
                      .stage("S", stage -> stage.action("a", push))
                      .stage("T", stage -> stage.action("b", push))
                      .build());
      String execution = pipeline.start().toCompletableFuture().join();
      bench.fail(0, "no route");
      bench.seconds(1);
      open.get(1).complete(ActionResult.succeeded());
      bench.fail(2, "no route");
      bench.seconds(1);
      bench.fail(3, "no route");
      assertEquals(
          ExecutionStatus.FAILED, pipeline.finished(execution).toCompletableFuture().join());
      PipelineHistory.Execution told = pipeline.history().execution(execution).orElseThrow();
      assertEquals(
          List.of(
              "(git: succeeded at try 2 of 2, after: no route)",
              "no route (git: failed at try 2 of 2)"),
          told.actions().stream().map(PipelineHistory.Attempt::summary).toList());
    }
  }

  @Test
  @DisplayName("defers what the host's executor rejects, and loses nothing")
  void rejectingExecutor() {
    boolean[] isFull = {false};
    ActionExecutor executor =
        Resilience.builder("git")
            .executor(
                task -> {
                  if (isFull[0]) {
                    throw new RejectedExecutionException("full");
                  }
                  task.run();
                })
            .scheduler(bench.time)
            .clock(bench.time.clock())
            .retry(Retry.ofTries(2))
            .build()
            .around(bench.work);
    Bench.Outcome outcome = bench.call(executor, "k");
    bench.fail(0, "no route");
    isFull[0] = true;
    bench.seconds(3);
    assertEquals(List.of("0:k"), bench.calls);
    isFull[0] = false;
    bench.seconds(1);
    assertEquals(List.of("0:k", "4:k"), bench.calls);
    bench.succeed(1, "");
    assertEquals("+(git: succeeded at try 2 of 2, after: no route)", outcome.text());
  }

  @Test
  @DisplayName("fails a call whose wait the scheduler refuses, and keeps no trial place for it")
  void brokenScheduler() {
    boolean[] isBroken = {false};
    ActionExecutor executor =
        Resilience.builder("git")
            .executor(Runnable::run)
            .scheduler(
                (due, task) -> {
                  if (isBroken[0]) {
                    throw new IllegalStateException("shut down");
                  }
                  return bench.time.schedule(due, task);
                })
            .clock(bench.time.clock())
            .circuitBreaker(CircuitBreaker.ofFailureRate(100, 1))
            .timeLimit(TimeLimit.of(Duration.ofMinutes(1)))
            .build()
            .around(bench.work);
    bench.call(executor, "a");
    bench.fail(0, "down");
    bench.seconds(61);
    isBroken[0] = true;
    assertEquals("!FAILED shut down", bench.call(executor, "b").text());
    isBroken[0] = false;
    bench.seconds(61);
    assertEquals("open", bench.call(executor, "c").text());
  }

  @Test
  @DisplayName("never wakes a call early, though the scheduler may be")
  void earlyScheduler() {
    List<Runnable> scheduled = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    ActionExecutor executor =
        Resilience.builder("git")
            .executor(Runnable::run)
            .scheduler(
                (due, task) -> {
                  scheduled.add(task);
                  int number = scheduled.size();
                  return () -> dropped.add(number);
                })
            .clock(bench.time.clock())
            .retry(Retry.ofTries(3))
            .build()
            .around(bench.work);
    Bench.Outcome outcome = bench.call(executor, "k");
    bench.fail(0, "no route");
    scheduled.get(0).run();
    assertEquals(List.of("0:k"), bench.calls);
    bench.seconds(1);
    scheduled.get(1).run();
    assertEquals(List.of("0:k", "1:k"), bench.calls);
    scheduled.get(1).run(); // fired twice
    assertEquals(List.of("0:k", "1:k"), bench.calls);
    bench.fail(1, "no route");
    outcome.context().stop.complete(null);
    assertEquals(List.of(3), dropped);
  }

  @Test
  @DisplayName("does not let a listener that throws do harm")
  void throwingListener() {
    List<String> heard = new ArrayList<>();
    ActionExecutor executor =
        Resilience.builder("git")
            .executor(Runnable::run)
            .scheduler(bench.time)
            .clock(bench.time.clock())
            .retry(Retry.ofTries(2))
            .listener(
                event -> {
                  throw new IllegalStateException("a bad listener");
                })
            .listener(event -> heard.add(event.name() + " " + event.at()))
            .build()
            .around(bench.work);
    Bench.Outcome outcome = bench.call(executor, "k");
    bench.fail(0, "no route");
    bench.seconds(1);
    bench.succeed(1, "done");
    assertEquals("+done (git: succeeded at try 2 of 2, after: no route)", outcome.text());
    assertEquals(List.of("git 2026-01-05T09:00:00Z", "git 2026-01-05T09:00:01Z"), heard);
  }

  @Test
  @DisplayName("says what is missing or set twice")
  void wrongUse() {
    Resilience.Builder builder = Resilience.builder("git");
    misuse("resilience git has no executor; set it", builder::build);
    builder.executor(Runnable::run);
    misuse("resilience git has no scheduler; set it", builder::build);
    builder.scheduler(bench.time);
    misuse("resilience git has no clock; set it", builder::build);
    builder.clock(bench.time.clock());
    misuse(
        "resilience git decorates nothing; set at least one of retry, circuitBreaker, rateLimit,"
            + " timeLimit, bulkhead",
        builder::build);
    builder.bulkhead(Bulkhead.of(1));
    misuse(
        "bulkhead was set before, to Bulkhead[places=1, longestWait=PT0S]",
        () -> builder.bulkhead(Bulkhead.of(2)));
    BackoffLaws.refused(
        "name: \" \" is out of range; allowed: 1 to 100 characters, not blank",
        () -> Resilience.builder(" "));
  }

  private static void misuse(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
  }
}
