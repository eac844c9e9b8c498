package dev.penstock.pipeline.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A retry within an attempt")
class RetriedCallTest {
  private final Bench bench = new Bench();

  private ActionExecutor around(Retry retry) {
    return bench.resilience().retry(retry).build().around(bench.work);
  }

  @Test
  @DisplayName("waits longer each time, and says in the summary and to listeners how it went")
  void recovers() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(4)), "k");
    bench.fail(0, "no route");
    bench.seconds(1);
    bench.fail(1, "connection reset");
    bench.seconds(1);
    assertEquals(List.of("0:k", "1:k"), bench.calls);
    bench.seconds(1);
    bench.succeed(2, "fetched");
    assertEquals(List.of("0:k", "1:k", "3:k"), bench.calls);
    assertEquals(
        "+fetched (git: succeeded at try 3 of 4, after: connection reset)", outcome.text());
    assertEquals(
        List.of(
            new ResilienceEvent.Retrying(
                "git", "k", 1, Duration.ofSeconds(1), "no route", Bench.at(0)),
            new ResilienceEvent.Retrying(
                "git", "k", 2, Duration.ofSeconds(2), "connection reset", Bench.at(1)),
            new ResilienceEvent.Recovered("git", "k", 3, Bench.at(3))),
        bench.events);
  }

  @Test
  @DisplayName("leaves a first success as it is")
  void firstSuccess() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(4)), "k");
    ActionResult result = ActionResult.succeeded().withVariable("a", "b");
    bench.open.get(0).complete(result);
    assertSame(result, outcome.result().join());
    assertEquals(List.of(), bench.events);
  }

  @Test
  @DisplayName("gives up after the last try, with the reason and the count")
  void givesUp() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(2)), "k");
    bench.fail(0, "no route");
    bench.seconds(1);
    bench.fail(1, "still no route");
    assertEquals("!FAILED still no route (git: failed at try 2 of 2)", outcome.text());
    assertEquals(
        new ResilienceEvent.GaveUp("git", "k", 2, "still no route", Bench.at(1)),
        bench.events.get(1));
    bench.seconds(100);
    assertEquals(2, bench.calls.size());
  }

  @Test
  @DisplayName("calls the executor again as after a crash: same key, same notes, a repeat")
  void sameAttempt() throws Exception {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(2)), "k");
    assertFalse(bench.seen.get(0).isRepeat());
    bench.seen.get(0).checkpoint("job 7").toCompletableFuture().join();
    bench.fail(0, "no route");
    bench.seconds(1);
    ActionContext second = bench.seen.get(1);
    assertTrue(second.isRepeat());
    assertEquals("k", second.key());
    assertEquals(Optional.of("job 7"), second.checkpoint());
    assertEquals("pipeline of k", second.pipeline());
    assertEquals("execution of k", second.execution());
    assertEquals("stage of k", second.stage());
    assertEquals("action of k", second.action());
    assertEquals(7, second.attempt());
    assertEquals("defined", second.definition().name());
    assertEquals(List.of("make"), second.commands());
    assertEquals("a", second.environmentVariables().get(0).value());
    assertEquals(outcome.context().configuration(), second.configuration());
    assertEquals("green", second.configuration("color"));
    assertEquals(outcome.context().variables(), second.variables());
    assertEquals(outcome.context().inputs(), second.inputs());
    assertEquals(List.of("out"), second.outputs());
    assertEquals(AttemptContext.STORED, second.store("out", Path.of("d")));
    second.fetch("in", Path.of("d"));
    assertEquals("in to d", outcome.context().fetched.join());
    second.checkpoint("job 8").toCompletableFuture().join();
    assertEquals(Optional.of("job 8"), outcome.context().checkpoint());
    assertFalse(second.isCancelled());
    outcome.context().stop.complete(null);
    assertTrue(second.isCancelled());
    assertTrue(second.cancellation().toCompletableFuture().isDone());
  }

  @Test
  @DisplayName("hands everything that an attempt offers on to the executor")
  void wholeContext() throws Exception {
    for (Method method : ActionContext.class.getMethods()) {
      assertEquals(
          CallContext.class,
          CallContext.class
              .getMethod(method.getName(), method.getParameterTypes())
              .getDeclaringClass(),
          method + " is answered by the attempt, not by a default");
    }
    bench.call(around(Retry.ofTries(2)), "k");
    bench.fail(0, "no route");
    bench.seconds(1);
    assertEquals("secret of password", bench.seen.get(1).secret("password"));
    bench.seen.get(1).conceal("later");
    assertEquals("***", bench.seen.get(0).masked("later"));
  }

  @Test
  @DisplayName("masks secrets before it cuts texts, in summaries and for listeners")
  void masked() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(3)), "k");
    bench.fail(0, "x".repeat(196) + "hunter2");
    bench.seconds(1);
    bench.fail(1, "x".repeat(196) + "hunter2");
    bench.seconds(2);
    bench.succeed(2, "y".repeat(1799) + "hunter2" + "y".repeat(500));
    String told = outcome.result().join().summary() + bench.events;
    assertFalse(told.contains("hun"), told);
    assertTrue(told.contains("***"), told);

    Bench.Outcome failed = bench.call(around(Retry.ofTries(2)), "m");
    bench.fail(3, "no");
    bench.seconds(1);
    bench.fail(4, "z".repeat(2005) + "hunter2".repeat(9));
    assertFalse(failed.text().contains("hun"), failed.text());
  }

  @Test
  @DisplayName("takes a failed result as final, unless told otherwise")
  void failedResults() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(3)), "k");
    bench.open.get(0).complete(ActionResult.failed("2 tests failed"));
    assertEquals("-2 tests failed", outcome.text());

    Bench.Outcome retried = bench.call(around(Retry.ofTries(2).withFailedResults()), "m");
    bench.open.get(1).complete(ActionResult.failed("busy"));
    bench.seconds(1);
    bench.open.get(2).complete(ActionResult.failed("busy still"));
    assertEquals("-busy still (git: failed at try 2 of 2)", retried.text());
    assertEquals(
        List.of(
            new ResilienceEvent.Retrying("git", "m", 1, Duration.ofSeconds(1), "busy", Bench.at(0)),
            new ResilienceEvent.GaveUp("git", "m", 2, "busy still", Bench.at(1))),
        bench.events);
  }

  @Test
  @DisplayName("tries only what its condition accepts, and passes the rest on unchanged")
  void condition() {
    Retry retry = Retry.ofTries(3).withCondition(failure -> failure instanceof IOException);
    Bench.Outcome outcome = bench.call(around(retry), "k");
    IllegalArgumentException fault = new IllegalArgumentException("no such branch");
    bench.open.get(0).completeExceptionally(new CompletionException(fault));
    CompletionException thrown =
        org.junit.jupiter.api.Assertions.assertThrows(
            CompletionException.class, () -> outcome.result().join());
    assertSame(fault, thrown.getCause());
    bench.call(around(retry), "m");
    bench.fail(1, "no route");
    bench.seconds(1);
    assertEquals(List.of("0:k", "0:m", "1:m"), bench.calls);
  }

  @Test
  @DisplayName("does not repeat errors of the program or an interrupted thread")
  void errors() {
    ActionExecutor retried = around(Retry.ofTries(3));
    Bench.Outcome broken = bench.call(retried, "k");
    bench.open.get(0).completeExceptionally(new AssertionError("a bug"));
    Bench.Outcome interrupted = bench.call(retried, "m");
    bench.open.get(1).completeExceptionally(new InterruptedException("shutting down"));
    assertEquals("!FAILED a bug", broken.text());
    assertEquals("!FAILED shutting down", interrupted.text());
  }

  @Test
  @DisplayName("ends its wait when the action is asked to stop")
  void stoppedWhileWaiting() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(3)), "k");
    bench.fail(0, "no route");
    outcome.context().stop.complete(null);
    assertEquals(
        "!FAILED no route (git: failed at try 1 of 3, then asked to stop)", outcome.text());
    assertFalse(bench.time.advanceToNext(), "nothing is left to wake");
    assertEquals(1, bench.calls.size());
  }

  @Test
  @DisplayName("does not try again what fails after it was asked to stop")
  void stoppedWhileWorking() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(3)), "k");
    outcome.context().stop.complete(null);
    bench.fail(0, "stopped");
    assertEquals("!FAILED stopped", outcome.text());
    bench.seconds(100);
    assertEquals(1, bench.calls.size());
  }

  @Test
  @DisplayName("retries what is thrown, and refuses a missing result, as a failure")
  void throwing() {
    ActionExecutor throwing =
        bench
            .resilience()
            .retry(Retry.ofTries(2))
            .build()
            .around(
                context -> {
                  bench.calls.add(context.key());
                  throw new IOException("thrown");
                });
    Bench.Outcome outcome = bench.call(throwing, "k");
    bench.seconds(1);
    assertEquals("!FAILED thrown (git: failed at try 2 of 2)", outcome.text());

    Resilience once = bench.resilience().retry(Retry.ofTries(1)).build();
    assertEquals(
        "!FAILED the executor returned null", bench.call(once.around(context -> null), "k").text());
    assertEquals(
        "!FAILED the executor returned no result",
        bench.call(once.around(context -> CompletableFuture.completedFuture(null)), "k").text());
  }

  @Test
  @DisplayName("fails the action when its condition throws")
  void throwingCondition() {
    Bench.Outcome outcome =
        bench.call(
            around(
                Retry.ofTries(2)
                    .withCondition(
                        failure -> {
                          throw new IllegalStateException("condition");
                        })),
            "k");
    bench.fail(0, "no route");
    assertEquals("!FAILED condition", outcome.text());
  }

  @Test
  @DisplayName("keeps a summary within 2,048 characters, its note whole")
  void longSummary() {
    Bench.Outcome outcome = bench.call(around(Retry.ofTries(2)), "k");
    bench.fail(0, "x".repeat(3000));
    bench.seconds(1);
    bench.succeed(1, "\uD83D\uDE00".repeat(1024));
    String summary = outcome.result().join().summary();
    String note = " (git: succeeded at try 2 of 2, after: " + "x".repeat(199) + "…)";
    assertTrue(summary.endsWith("\uD83D\uDE00…" + note), summary);
    assertTrue(summary.length() > 2040 && summary.length() <= 2048, "" + summary.length());
  }
}
