package dev.penstock.engine;

import dev.penstock.process.Command;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads leave letters and one at a time work them off, without a lock.
 *
 * <p>Whoever leaves a letter when nobody is at work becomes the worker; others leave theirs and go.
 * {@code calls} stays above zero while somebody works, or has gone away in the middle of the work
 * and will {@link #resume}. Nobody lets go before the mailbox was found empty after the last call,
 * so no letter stays behind. What the worker writes, the next worker sees.
 */
final class Mailbox<S, C extends Command> {
  private final AtomicReference<@Nullable Letter<S, C>> newest = new AtomicReference<>();
  private final AtomicInteger calls = new AtomicInteger(1); // whoever makes it works first
  private volatile @Nullable Thread worker;

  // The worker's own.
  private int missed = 1; // how many calls the present round answers for
  private final ArrayDeque<Object> taken = new ArrayDeque<>(); // letters, and commands without one

  /** Leaves a letter; true if the caller must work, because nobody else does. */
  boolean post(Letter<S, C> letter) {
    if (mayEnqueue()) {
      taken.add(letter);
      return false;
    }
    Letter<S, C> before;
    do {
      before = newest.get();
      letter.before = before;
    } while (!newest.compareAndSet(before, letter));
    return !isWorker() && call();
  }

  /**
   * Leaves a command that nobody waits for; true if the caller must work. It needs a letter only
   * while another thread is at work.
   */
  boolean post(C command) {
    if (mayEnqueue()) {
      taken.add(command);
      return false;
    }
    if (calls.get() == 0 && calls.compareAndSet(0, 1)) {
      missed = 1;
      taken.add(command);
      return true;
    }
    return post(new Letter<>(command));
  }

  /** Asks for work to be done without leaving anything; true if the caller must do it. */
  boolean call() {
    boolean isFirst = calls.getAndIncrement() == 0;
    if (isFirst) {
      missed = 1;
    }
    return isFirst;
  }

  /** The next letter or command in order of arrival. For the worker. */
  @Nullable Object next() {
    if (taken.isEmpty() && newest.get() != null) {
      Letter<S, C> letter = newest.getAndSet(null);
      while (letter != null) {
        taken.addFirst(letter); // the newest is found first
        Letter<S, C> before = letter.before;
        letter.before = null;
        letter = before;
      }
    }
    return taken.poll();
  }

  /** Puts a letter or command back, to be the next one. For the worker. */
  void putBack(@Nullable Object letter) {
    if (letter != null) {
      taken.addFirst(letter);
    }
  }

  /** Tells everybody whose letter is left that there will be no answer. For the worker. */
  void failAll(RuntimeException reason) {
    for (Object each = next(); each != null; each = next()) {
      if (each instanceof Letter<?, ?> letter) {
        letter.fail(reason);
      }
    }
  }

  /** Whether no letter is left. For the worker. */
  boolean isEmpty() {
    return taken.isEmpty() && newest.get() == null;
  }

  boolean isWorker() {
    return worker == Thread.currentThread();
  }

  /** This thread works from now on: it was told to by a call, or takes up work that was left. */
  void resume() {
    worker = Thread.currentThread();
  }

  /** Goes away in the middle of the work; another thread will resume, perhaps already has. */
  void goAway() {
    worker = null;
  }

  /** Ends the work, which found the mailbox empty; false if somebody has called since. */
  boolean letGo() {
    worker = null;
    int left = calls.addAndGet(-missed);
    if (left == 0) {
      return true;
    }
    missed = left;
    worker = Thread.currentThread();
    return false;
  }

  /** Waits until the mailbox is idle and somebody has notified it, unless this thread works. */
  synchronized void awaitIdle() {
    boolean isInterrupted = false;
    while (calls.get() > 0 && !isWorker()) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes those in {@link #awaitIdle}. */
  synchronized void tellIdle() {
    notifyAll();
  }

  /**
   * Whether this thread is the worker, and nobody else has left a letter before: then it needs no
   * letter of its own, because it looks at what was taken again before it lets go.
   */
  private boolean mayEnqueue() {
    return isWorker() && newest.get() == null;
  }
}
