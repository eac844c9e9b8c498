package dev.penstock.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that runs once, however often and by whomever it is asked to: a host's executor may take a
 * task and throw all the same.
 */
final class Once extends AtomicBoolean implements Runnable {
  private static final long serialVersionUID = 1L;

  private final transient Runnable task;

  Once(Runnable task) {
    this.task = task;
  }

  @Override
  public void run() {
    if (compareAndSet(false, true)) {
      task.run();
    }
  }
}
