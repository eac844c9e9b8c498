package dev.penstock.spec.run;

import dev.penstock.process.Scheduler;
import dev.penstock.process.Scheduler.Scheduled;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Runs a task once an instant has come, unless it is lifted before. Safe for several threads. */
final class TimeLimit {

  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Instant due;
  private final Runnable task;
  private boolean isLifted;
  private @Nullable Scheduled scheduled;

  private TimeLimit(Scheduler scheduler, InstantSource clock, Instant due, Runnable task) {
    this.scheduler = scheduler;
    this.clock = clock;
    this.due = due;
    this.task = task;
  }

  static TimeLimit set(Scheduler scheduler, InstantSource clock, Instant due, Runnable task) {
    TimeLimit limit = new TimeLimit(scheduler, clock, due, task);
    limit.schedule();
    return limit;
  }

  private synchronized void schedule() {
    if (!isLifted) {
      scheduled = scheduler.schedule(due, this::fire);
    }
  }

  private void fire() {
    if (clock.instant().isBefore(due)) {
      schedule();
      return;
    }
    synchronized (this) {
      if (isLifted) {
        return;
      }
      isLifted = true;
    }
    task.run();
  }

  synchronized void lift() {
    isLifted = true;
    if (scheduled != null) {
      scheduled.cancel();
    }
  }
}
