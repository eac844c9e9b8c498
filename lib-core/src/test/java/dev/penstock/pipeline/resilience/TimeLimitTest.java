package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A time limit")
class TimeLimitTest {
  private final Bench bench = new Bench();

  private ActionExecutor around(TimeLimit limit) {
    return bench.resilience().timeLimit(limit).build().around(bench.work);
  }

  @Test
  @DisplayName("leaves work in time alone, and no timer behind")
  void inTime() {
    ActionExecutor executor = around(TimeLimit.of(Duration.ofMinutes(1)));
    Bench.Outcome good = bench.call(executor, "k");
    Bench.Outcome bad = bench.call(executor, "m");
    bench.seconds(59);
    assertFalse(bench.seen.get(0).isCancelled());
    bench.succeed(0, "done");
    bench.fail(1, "down");
    assertEquals("+done", good.text());
    assertEquals("!FAILED down", bad.text());
    assertFalse(bench.time.advanceToNext());
    assertEquals(List.of(), bench.events);
  }

  @Test
  @DisplayName("asks late work to stop, waits for its end, and takes no late result")
  void asksToStop() {
    Bench.Outcome outcome = bench.call(around(TimeLimit.of(Duration.ofMinutes(1))), "k");
    bench.seconds(60);
    assertTrue(bench.seen.get(0).isCancelled());
    assertTrue(bench.seen.get(0).cancellation().toCompletableFuture().isDone());
    assertFalse(outcome.context().isCancelled(), "the action itself is not stopped");
    bench.seconds(29);
    assertEquals("open", outcome.text());
    bench.succeed(0, "late");
    assertEquals("!TIMED_OUT timed out after PT1M (time limit git)", outcome.text());
    assertFalse(bench.time.advanceToNext());
    assertEquals(
        List.of(
            new ResilienceEvent.TimedOut("git", "k", Duration.ofMinutes(1), true, Bench.at(89))),
        bench.events);
  }

  @Test
  @DisplayName("gives up work that does not stop within the grace")
  void givesUp() {
    Bench.Outcome outcome =
        bench.call(
            around(TimeLimit.of(Duration.ofMinutes(1)).withGrace(Duration.ofSeconds(5))), "k");
    bench.seconds(65);
    String message =
        "!UNSTOPPABLE timed out after PT1M (time limit git), and goes on: it did not stop within PT5S";
    assertEquals(message, outcome.text());
    bench.succeed(0, "late");
    assertEquals(message, outcome.text());
    assertEquals(
        List.of(
            new ResilienceEvent.TimedOut("git", "k", Duration.ofMinutes(1), false, Bench.at(65))),
        bench.events);
  }

  @Test
  @DisplayName("gives up at once without a grace, though the work still hears of it")
  void noGrace() {
    Bench.Outcome outcome =
        bench.call(around(TimeLimit.of(Duration.ofMinutes(1)).withGrace(Duration.ZERO)), "k");
    bench.seconds(60);
    assertEquals(
        "!UNSTOPPABLE timed out after PT1M (time limit git), and goes on: it did not stop within PT0S",
        outcome.text());
    assertTrue(bench.seen.get(0).isCancelled());
  }

  @Test
  @DisplayName("passes the action's own stop on")
  void stop() {
    Bench.Outcome outcome = bench.call(around(TimeLimit.of(Duration.ofMinutes(1))), "k");
    outcome.context().stop.complete(null);
    assertTrue(bench.seen.get(0).isCancelled());
    bench.succeed(0, "stopped in time");
    assertEquals("+stopped in time", outcome.text());
  }

  @Test
  @DisplayName("is tried again by a retry if the work ended, and not if it goes on")
  void retried() {
    ActionExecutor executor =
        bench
            .resilience()
            .retry(Retry.ofTries(2).withBackoff(Backoff.constant(Duration.ofSeconds(1))))
            .timeLimit(TimeLimit.of(Duration.ofMinutes(1)))
            .build()
            .around(bench.work);
    Bench.Outcome outcome = bench.call(executor, "k");
    bench.seconds(60);
    bench.fail(0, "stopped");
    bench.seconds(1);
    assertEquals(List.of("0:k", "61:k"), bench.calls);
    assertFalse(bench.seen.get(1).isCancelled(), "each try has a time of its own");
    bench.succeed(1, "done");
    assertEquals(
        "+done (git: succeeded at try 2 of 2, after: timed out after PT1M (time limit git))",
        outcome.text());

    Bench.Outcome stuck = bench.call(executor, "m");
    bench.seconds(1000);
    assertTrue(stuck.text().startsWith("!UNSTOPPABLE timed out"), stuck.text());
    assertEquals(3, bench.calls.size());
  }

  @Test
  @DisplayName("keeps a bulkhead's place taken until the work has really ended")
  void placeOfWorkThatGoesOn() {
    ActionExecutor executor =
        bench
            .resilience()
            .timeLimit(TimeLimit.of(Duration.ofMinutes(1)).withGrace(Duration.ZERO))
            .bulkhead(Bulkhead.of(1))
            .build()
            .around(bench.work);
    bench.call(executor, "a");
    bench.seconds(60);
    assertTrue(bench.call(executor, "b").text().startsWith("!BULKHEAD_FULL"));
    bench.succeed(0, "at last");
    assertEquals("open", bench.call(executor, "c").text());
  }

  @Test
  @DisplayName("counts waiting for a bulkhead, and leaves its line")
  void waitingForPlace() {
    ActionExecutor executor =
        bench
            .resilience()
            .timeLimit(TimeLimit.of(Duration.ofMinutes(1)))
            .bulkhead(Bulkhead.of(1).withLongestWait(Duration.ofHours(1)))
            .build()
            .around(bench.work);
    bench.call(executor, "a");
    Bench.Outcome waiting = bench.call(executor, "b");
    bench.seconds(60);
    assertEquals("!TIMED_OUT timed out after PT1M (time limit git)", waiting.text());
    bench.succeed(0, "done");
    assertEquals(List.of("0:a"), bench.calls);
  }

  @Test
  @DisplayName("reaches work that blocks its thread")
  void blocking() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      CountDownLatch begun = new CountDownLatch(1);
      Resilience resilience =
          Resilience.builder("git")
              .executor(threads)
              .scheduler(bench.time)
              .clock(bench.time.clock())
              .timeLimit(TimeLimit.of(Duration.ofMinutes(1)))
              .build();
      Bench.Outcome outcome =
          bench.call(
              resilience.around(
                  ActionExecutor.blocking(
                      context -> {
                        begun.countDown();
                        context.cancellation().toCompletableFuture().get(20, TimeUnit.SECONDS);
                        return ActionResult.failed("stopped");
                      })),
              "k");
      assertTrue(begun.await(20, TimeUnit.SECONDS));
      assertEquals("open", outcome.text());
      bench.seconds(60);
      outcome.result().handle((result, failure) -> 0).get(20, TimeUnit.SECONDS);
      assertEquals("!TIMED_OUT timed out after PT1M (time limit git)", outcome.text());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("refuses options out of range")
  void ranges() {
    BackoffLaws.refused(
        "limit: PT0S is out of range; at least one millisecond", () -> TimeLimit.of(Duration.ZERO));
    BackoffLaws.refused(
        "grace: PT-1S is negative",
        () -> TimeLimit.of(Duration.ofMinutes(1)).withGrace(Duration.ofSeconds(-1)));
  }
}
