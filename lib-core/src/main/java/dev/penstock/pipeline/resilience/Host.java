package dev.penstock.pipeline.resilience;

import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The host's threads and time: all waiting goes through here. */
record Host(Executor executor, Scheduler scheduler, Clock clock) {

  /** How long a task waits that the executor has rejected. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  Instant now() {
    return clock.instant();
  }

  /** Runs a task on the host's executor; one that is rejected is deferred, never lost. */
  void run(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      Alarm.set(this, now().plus(AGAIN), task);
    }
  }

  /**
   * Waits, unless the action is asked to stop.
   *
   * @return completes on the host's executor with true when the time has passed, or with false as
   *     soon as somebody asks the action to stop
   */
  CompletableFuture<Boolean> pause(Call call, Duration wait) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Alarm alarm = Alarm.set(this, now().plus(wait), () -> over.complete(true));
    var unused =
        call.context()
            .cancellation()
            .thenRun(
                () -> {
                  alarm.drop();
                  over.complete(false);
                });
    return over;
  }
}
