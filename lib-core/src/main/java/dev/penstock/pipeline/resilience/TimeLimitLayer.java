package dev.penstock.pipeline.resilience;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.resilience.ResilienceException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks work to stop when its time is up, and gives it up after a grace period. */
final class TimeLimitLayer implements Layer {
  private final TimeLimit options;
  private final Host host;
  private final Reporter reporter;

  TimeLimitLayer(TimeLimit options, Host host, Reporter reporter) {
    this.options = options;
    this.host = host;
    this.reporter = reporter;
  }

  @Override
  public CompletionStage<ActionResult> run(Call call, Step inner) {
    Limited limited = new Limited(call);
    limited.begin(inner);
    return limited.outcome;
  }

  /** One call against the time. */
  private final class Limited {
    private final Call call;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<ActionResult> outcome = new CompletableFuture<>();
    private boolean isOver; // guarded by this
    private boolean isLate; // guarded by this

    Limited(Call call) {
      this.call = call;
    }

    void begin(Step inner) {
      // Work that blocks may hold all threads of the host's executor: telling it must not wait
      // there.
      Alarm alarm = Alarm.ring(host, host.now().plus(options.limit()), this::late);
      host.run(
          () -> {
            var unused =
                inner
                    .run(call.stoppedBy(stop))
                    .whenComplete(
                        (result, failure) -> {
                          alarm.drop();
                          ended(result, failure);
                        });
          });
    }

    private void late() {
      synchronized (this) {
        if (isOver) {
          return;
        }
        isLate = true;
      }
      if (options.grace().isZero()) {
        host.run(this::giveUp);
      } else {
        Alarm alarm = Alarm.set(host, host.now().plus(options.grace()), this::giveUp);
        var unused = outcome.whenComplete((result, failure) -> alarm.drop());
      }
      stop.complete(null);
    }

    private void ended(@Nullable ActionResult result, @Nullable Throwable failure) {
      boolean wasLate;
      synchronized (this) {
        if (isOver) {
          return;
        }
        isOver = true;
        wasLate = isLate;
      }
      if (wasLate) {
        timedOut(Reason.TIMED_OUT, "");
      } else if (failure != null) {
        outcome.completeExceptionally(failure);
      } else {
        outcome.complete(result);
      }
    }

    private void giveUp() {
      synchronized (this) {
        if (isOver) {
          return;
        }
        isOver = true;
      }
      timedOut(Reason.UNSTOPPABLE, ", and goes on: it did not stop within " + options.grace());
    }

    private void timedOut(Reason reason, String more) {
      reporter.tell(
          at ->
              new ResilienceEvent.TimedOut(
                  reporter.name(),
                  call.context().key(),
                  options.limit(),
                  reason == Reason.TIMED_OUT,
                  at));
      outcome.completeExceptionally(
          ResilienceException.of(
              reason,
              "timed out after "
                  + options.limit()
                  + " (time limit "
                  + reporter.name()
                  + ")"
                  + more));
    }
  }
}
