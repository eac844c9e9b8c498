package dev.penstock.engine;

import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Adapts what a host has to {@link Scheduler}. */
public final class Schedulers {
  private static final Duration LONGEST = Duration.ofDays(365 * 100L);

  private Schedulers() {}

  /**
   * A scheduler on the JDK's.
   *
   * @param executor the host's, which stays the host's to close. While all its threads are busy no
   *     limit of time runs out, so leave work that blocks to another pool
   * @param clock the clock by which delays are counted; the one that the engine is given
   * @return the scheduler
   */
  public static Scheduler of(ScheduledExecutorService executor, Clock clock) {
    return (due, task) -> {
      Duration delay = Duration.between(clock.instant(), due);
      Duration bounded =
          delay.isNegative() ? Duration.ZERO : delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
      Future<?> future = executor.schedule(task, bounded.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    };
  }
}
