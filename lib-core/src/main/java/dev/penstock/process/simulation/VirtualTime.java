package dev.penstock.process.simulation;

import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock and a scheduler that move only when told to: a year of releases in milliseconds.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T09:00:00Z"));
 * ProcessEngine engine = ProcessEngine.builder().journal(new InMemoryJournal())
 *     .executor(Runnable::run).scheduler(time).clock(time.clock()).build();
 * time.advance(Duration.ofDays(3));                       // fires what comes due, in order
 * }</pre>
 *
 * <p>Safe for several threads; tasks run on the thread that advances.
 */
public final class VirtualTime implements Scheduler {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::number));
  private Instant now;
  private long count;

  private VirtualTime(Instant start) {
    this.now = start;
  }

  /**
   * Starts the clock at an instant.
   *
   * @param start the instant
   * @return virtual time
   */
  public static VirtualTime startingAt(Instant start) {
    return new VirtualTime(start);
  }

  /**
   * A clock that shows this time, in UTC unless a zone is asked for.
   *
   * @return the clock
   */
  public Clock clock() {
    return new VirtualClock(ZoneOffset.UTC);
  }

  /**
   * The present instant.
   *
   * @return the instant
   */
  public synchronized Instant now() {
    return now;
  }

  /**
   * When the next task is due.
   *
   * @return its instant, which may have passed; empty if nothing is scheduled
   */
  public synchronized Optional<Instant> nextDue() {
    return Optional.ofNullable(tasks.peek()).map(Task::due);
  }

  @Override
  public Scheduled schedule(Instant due, Runnable task) {
    synchronized (this) {
      Task added = new Task(due, count++, task);
      tasks.add(added);
      return () -> {
        synchronized (this) {
          tasks.remove(added);
        }
      };
    }
  }

  /**
   * Moves on by a duration and runs what comes due on the way, in order, each at its own instant.
   *
   * @param duration how far, not negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "duration: " + duration + " is negative; virtual time only moves on");
    }
    Instant end = now().plus(duration);
    Runnable task = nextUntil(end);
    while (task != null) {
      task.run();
      task = nextUntil(end);
    }
    synchronized (this) {
      now = end.isAfter(now) ? end : now; // a task may have moved on further
    }
  }

  /**
   * Moves on to the next task and runs it.
   *
   * @return false if nothing is scheduled
   */
  public boolean advanceToNext() {
    Runnable task = nextUntil(Instant.MAX);
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  private synchronized @org.jspecify.annotations.Nullable Runnable nextUntil(Instant end) {
    Task next = tasks.peek();
    if (next == null || next.due().isAfter(end)) {
      return null;
    }
    tasks.remove();
    if (next.due().isAfter(now)) {
      now = next.due();
    }
    return next.task();
  }

  private record Task(Instant due, long number, Runnable task) {}

  private final class VirtualClock extends Clock {
    private final ZoneId zone;

    VirtualClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new VirtualClock(other);
    }

    @Override
    public Instant instant() {
      return now();
    }
  }
}
