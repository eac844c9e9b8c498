package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls what is further in again, waiting in between. */
final class RetryLayer implements Layer {
  private final Retry retry;
  private final Host host;
  private final Reporter reporter;
  private final io.github.resilience4j.retry.Retry counter;

  RetryLayer(Retry retry, Host host, Reporter reporter) {
    this.retry = retry;
    this.host = host;
    this.reporter = reporter;
    this.counter =
        io.github.resilience4j.retry.Retry.of(
            reporter.name(),
            RetryConfig.<ActionResult>custom()
                .maxAttempts(retry.tries())
                .intervalFunction(failed -> retry.backoff().after(failed).toMillis())
                .retryOnException(this::isPassing)
                .retryOnResult(result -> retry.isForFailedResults() && !result.isSucceeded())
                .build());
  }

  private boolean isPassing(Throwable failure) {
    Reason reason = ResilienceException.reasonOf(failure);
    return failure instanceof Exception
        && !(failure instanceof InterruptedException)
        && reason != Reason.STOPPED
        && reason != Reason.UNSTOPPABLE
        && retry.condition().test(failure);
  }

  @Override
  public CompletionStage<ActionResult> run(Call call, Step inner) {
    Tries tries = new Tries(call, inner);
    tries.next(call);
    return tries.outcome;
  }

  /** All tries of one call; one at a time. */
  private final class Tries {
    private final Call call;
    private final Step inner;
    private final io.github.resilience4j.retry.Retry.AsyncContext<ActionResult> count =
        counter.asyncContext();
    private final CompletableFuture<ActionResult> outcome = new CompletableFuture<>();
    private int number;
    private String lastReason = "";

    Tries(Call call, Step inner) {
      this.call = call;
      this.inner = inner;
    }

    void next(Call current) {
      number++;
      var unused = inner.run(current).whenComplete(this::ended);
    }

    private void ended(@Nullable ActionResult result, @Nullable Throwable thrown) {
      try {
        Throwable failure = thrown == null ? null : Failures.unwrapped(thrown);
        if (call.context().isCancelled()) {
          end(result, failure, "");
          return;
        }
        long millis = failure != null ? count.onError(failure) : count.onResult(result);
        if (millis < 0) {
          end(result, failure, "");
          return;
        }
        lastReason = reasonOf(result, failure);
        Duration wait = Duration.ofMillis(millis);
        reporter.tell(
            at ->
                new ResilienceEvent.Retrying(
                    reporter.name(), call.context().key(), number, wait, lastReason, at));
        var unused =
            host.pause(call, wait)
                .thenAccept(
                    isOver -> {
                      if (isOver) {
                        next(call.again());
                      } else {
                        end(result, failure, ", then asked to stop");
                      }
                    });
      } catch (RuntimeException | Error e) { // a condition or a source of chance that throws
        outcome.completeExceptionally(e);
      }
    }

    private void end(@Nullable ActionResult result, @Nullable Throwable failure, String why) {
      if (result != null && result.isSucceeded()) {
        outcome.complete(recovered(result));
        return;
      }
      String reason = reasonOf(result, failure);
      if (number == 1 && why.isEmpty()) {
        finish(result, failure);
      } else {
        reporter.tell(
            at ->
                new ResilienceEvent.GaveUp(
                    reporter.name(), call.context().key(), number, reason, at));
        String note = reporter.name() + ": failed at try " + number + " of " + retry.tries() + why;
        finish(
            result == null ? null : result.withSummary(Failures.withNote(reason, note)),
            failure == null ? null : ResilienceException.after(failure, reason, note));
      }
    }

    private ActionResult recovered(ActionResult result) {
      count.onComplete();
      if (number == 1) {
        return result;
      }
      reporter.tell(
          at -> new ResilienceEvent.Recovered(reporter.name(), call.context().key(), number, at));
      return result.withSummary(
          Failures.withNote(
              call.context().masked(result.summary()),
              reporter.name()
                  + ": succeeded at try "
                  + number
                  + " of "
                  + retry.tries()
                  + ", after: "
                  + Failures.quote(lastReason)));
    }

    private void finish(@Nullable ActionResult result, @Nullable Throwable failure) {
      if (failure != null) {
        outcome.completeExceptionally(failure);
      } else {
        outcome.complete(result);
      }
    }

    /** What went wrong; masked here, because a secret that is cut would not be known as one. */
    private String reasonOf(@Nullable ActionResult result, @Nullable Throwable failure) {
      String text =
          failure != null ? Failures.textOf(failure) : result == null ? "" : result.summary();
      return call.context().masked(text);
    }
  }
}
