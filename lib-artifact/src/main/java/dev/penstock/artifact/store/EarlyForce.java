package dev.penstock.artifact.store;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the host's executor force a long file now and then while more is written, so that the last
 * force finds little to do. An executor that is busy or refuses costs time only: nobody waits but
 * for a force that is under way in the end. What is likely to be known is not forced: the disk
 * would write what is removed in the end.
 *
 * <p>After a force that failed, one that succeeds proves nothing: the file cannot be finished.
 */
final class EarlyForce {
  /**
   * So much is written before the next is asked for. Content that turns out to be known after all
   * is forced for nothing, so not often.
   */
  static final int STEP = 96 << 20;

  /** Makes durable what was written. */
  interface Force {
    void force() throws IOException;
  }

  private final Executor executor;
  private final Force force;
  private final BooleanSupplier isKnown;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private long unforced;
  private boolean isHandedOn;
  private boolean isUnderWay;
  private boolean isOver;
  private @Nullable Throwable failure;

  /** Asks at each step whether what was written so far is likely to be known. */
  EarlyForce(Executor executor, Force force, BooleanSupplier isKnown) {
    this.executor = executor;
    this.force = force;
    this.isKnown = isKnown;
  }

  /** So much more was written. For one thread at a time. */
  void wrote(int bytes) throws IOException {
    unforced += bytes;
    if (unforced >= STEP && !isKnown.getAsBoolean() && handOn()) {
      unforced = 0;
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException e) {
        takeBack();
      }
    }
  }

  /** False if the last one is not done. */
  private boolean handOn() throws IOException {
    lock.lock();
    try {
      requireSound();
      boolean isFree = !isHandedOn;
      isHandedOn = true;
      return isFree;
    } finally {
      lock.unlock();
    }
  }

  private void takeBack() {
    lock.lock();
    try {
      isHandedOn = false;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      if (isOver) {
        return;
      }
      isUnderWay = true;
    } finally {
      lock.unlock();
    }
    Throwable failed = null;
    try {
      force.force();
    } catch (IOException | RuntimeException | Error e) {
      failed = e;
    }
    lock.lock();
    try {
      failure = failed;
      isUnderWay = false;
      isHandedOn = false;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns once nothing is under way, and lets nothing begin any more.
   *
   * @throws IOException if a force failed
   */
  void finish() throws IOException {
    abandon();
    lock.lock();
    try {
      requireSound();
    } finally {
      lock.unlock();
    }
  }

  /** Returns once nothing is under way, and lets nothing begin any more. */
  void abandon() {
    lock.lock();
    try {
      isOver = true;
      while (isUnderWay) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireSound() throws IOException {
    if (failure != null) {
      throw new IOException("content cannot be made durable: " + failure, failure);
    }
  }
}
