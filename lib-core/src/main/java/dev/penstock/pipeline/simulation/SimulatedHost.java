package dev.penstock.pipeline.simulation;

import dev.penstock.process.Scheduler;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The host of one engine, from its opening to its crash: tasks wait until they are told to run, and
 * what is due at an instant is over before time moves on.
 */
final class SimulatedHost implements Executor, Scheduler {
  private final VirtualTime time;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Scheduled> scheduled = new LinkedHashSet<>();
  private int works; // scripted attempts that will end
  private boolean isSettling;
  private boolean isGone;

  SimulatedHost(VirtualTime time) {
    this.time = time;
  }

  Instant now() {
    return time.now();
  }

  @Override
  public void execute(Runnable task) {
    if (!isGone) {
      tasks.add(task);
    }
  }

  @Override
  public Scheduled schedule(Instant due, Runnable task) {
    return new Timer(due, task, false);
  }

  /** Schedules the end of an attempt. */
  Scheduled work(Duration takes, Runnable end) {
    return new Timer(time.now().plus(takes), end, true);
  }

  /** Whether scripted attempts are on their way to an end. */
  boolean isWorking() {
    return works > 0;
  }

  /** Runs what is to be run, until nothing is. */
  void settle() {
    if (isSettling) {
      return; // the call further out goes on
    }
    isSettling = true;
    try {
      Runnable task = tasks.poll();
      while (task != null) {
        task.run();
        task = tasks.poll();
      }
    } finally {
      isSettling = false;
    }
  }

  /** Forgets everything, as the memory of a JVM that is killed. */
  void crash() {
    isGone = true;
    tasks.clear();
    Set.copyOf(scheduled).forEach(Scheduled::cancel);
  }

  private final class Timer implements Scheduled {
    private final Runnable task;
    private final boolean isWork;
    private final Scheduled handle;

    Timer(Instant due, Runnable task, boolean isWork) {
      this.task = task;
      this.isWork = isWork;
      this.handle = time.schedule(due, this::fire);
      if (scheduled.add(this) && isWork) {
        works++;
      }
    }

    private void fire() {
      if (forget() && !isGone) {
        task.run();
        settle();
      }
    }

    @Override
    public void cancel() {
      if (forget()) {
        handle.cancel();
      }
    }

    private boolean forget() {
      boolean isKnown = scheduled.remove(this);
      works -= isKnown && isWork ? 1 : 0;
      return isKnown;
    }
  }
}
