package dev.penstock.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that runs once, however often and by whomever it is asked to: a host's executor may take a
 * task and throw all the same.
 */
final class Once implements Runnable {
  private final Runnable task;
  private final AtomicBoolean hasBegun = new AtomicBoolean();

  Once(Runnable task) {
    this.task = task;
  }

  @Override
  public void run() {
    if (hasBegun.compareAndSet(false, true)) {
      task.run();
    }
  }
}
