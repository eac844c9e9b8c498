package dev.penstock.process;

import java.time.Instant;

/**
 * Wakes somebody at an instant: an SPI with one method, so that virtual time needs no {@code
 * ScheduledExecutorService}.
 *
 * <p>{@code dev.penstock.engine.Schedulers} adapts the JDK's. Implementations are safe for several
 * threads.
 */
@FunctionalInterface
public interface Scheduler {

  /**
   * Runs a task at an instant, or as soon as possible if the instant has passed. The task is short,
   * does not block and throws nothing. Firing early is harmless: the caller checks its clock and
   * asks again.
   *
   * @param due when to run it
   * @param task what to run
   * @return a handle by which the task is dropped
   */
  Scheduled schedule(Instant due, Runnable task);

  /** A task that has been scheduled. */
  @FunctionalInterface
  interface Scheduled {

    /** Drops the task if it has not run yet. Idempotent. */
    void cancel();
  }
}
