package dev.penstock.pipeline.resilience;

import dev.penstock.process.Scheduler.Scheduled;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task at an instant, never earlier by the host's clock. */
final class Alarm {
  private final Host host;
  private final Instant due;
  private final Runnable task; // brief, or hands over to the host's executor
  private @Nullable Scheduled scheduled; // guarded by this
  private boolean isOver; // guarded by this

  private Alarm(Host host, Instant due, Runnable task) {
    this.host = host;
    this.due = due;
    this.task = task;
  }

  /** Runs a task on the host's executor. */
  static Alarm set(Host host, Instant due, Runnable task) {
    return ring(host, due, () -> host.run(task));
  }

  /** Runs a task on the scheduler's own thread, so that no executor's queue delays it. */
  static Alarm ring(Host host, Instant due, Runnable briefTask) {
    Alarm alarm = new Alarm(host, due, briefTask);
    alarm.schedule();
    return alarm;
  }

  private void schedule() {
    Scheduled handle = host.scheduler().schedule(due, this::ring);
    boolean isDropped;
    synchronized (this) {
      isDropped = isOver;
      scheduled = handle;
    }
    if (isDropped) {
      handle.cancel();
    }
  }

  private void ring() {
    if (host.now().isBefore(due)) {
      schedule(); // a scheduler may be early
      return;
    }
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
    }
    task.run();
  }

  /** Forgets the task, if it is not under way yet. */
  void drop() {
    Scheduled handle;
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      handle = scheduled;
    }
    if (handle != null) {
      handle.cancel();
    }
  }
}
