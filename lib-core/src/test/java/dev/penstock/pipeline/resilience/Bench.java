package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Virtual time on one thread, calls that end when the test says so, and all events. */
final class Bench {
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  final VirtualTime time = VirtualTime.startingAt(START);
  final List<ResilienceEvent> events = new ArrayList<>();

  /** The calls that reached the executor, as {@code seconds since the start:key}. */
  final List<String> calls = new ArrayList<>();

  /** What each of them is to end with, and the context that it saw. */
  final List<CompletableFuture<ActionResult>> open = new ArrayList<>();

  final List<dev.penstock.pipeline.engine.ActionContext> seen = new ArrayList<>();

  final ActionExecutor work =
      context -> {
        calls.add(Duration.between(START, time.now()).toSeconds() + ":" + context.key());
        seen.add(context);
        CompletableFuture<ActionResult> result = new CompletableFuture<>();
        open.add(result);
        return result;
      };

  Resilience.Builder resilience() {
    return Resilience.builder("git")
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .listener(events::add);
  }

  /** A call through decorators, with its own context. */
  Outcome call(ActionExecutor decorated, String key) {
    AttemptContext context = new AttemptContext(key);
    try {
      return new Outcome(context, decorated.execute(context).toCompletableFuture());
    } catch (Exception e) {
      throw new AssertionError("decorators throw nothing", e);
    }
  }

  void fail(int call, String message) {
    open.get(call).completeExceptionally(new java.io.IOException(message));
  }

  void succeed(int call, String summary) {
    open.get(call).complete(ActionResult.succeeded().withSummary(summary));
  }

  void seconds(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  /** What became of a call. */
  record Outcome(AttemptContext context, CompletableFuture<ActionResult> result) {

    /** As {@code open}, {@code +summary}, {@code -summary} or {@code !REASON message}. */
    String text() {
      if (!result.isDone()) {
        return "open";
      }
      try {
        ActionResult ended = result.join();
        return (ended.isSucceeded() ? "+" : "-") + ended.summary();
      } catch (CompletionException e) {
        Throwable failure = e.getCause();
        return "!" + ResilienceException.reasonOf(failure) + " " + failure.getMessage();
      }
    }
  }
}
