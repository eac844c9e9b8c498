package dev.penstock.engine;

import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Back pressure: how many effects are under way at once. The rest wait in order.
 *
 * <p>Nothing that the host's executor, scheduler or clock throws leaves this class: its callers are
 * at work on some process, not always on the one whose effect it is.
 */
final class EffectPlaces {
  private static final Duration BEFORE_OFFERING_AGAIN = Duration.ofMillis(50);

  private final Executor executor;
  private final Scheduler scheduler;
  private final Clock clock;
  private final int limit;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger deferred = new AtomicInteger();
  private final AtomicInteger dispatching = new AtomicInteger();
  private final Deque<RunningEffect<?, ?>> waiting = new ConcurrentLinkedDeque<>();
  private volatile boolean isRejected; // the executor is full, and will be asked again later

  /** There will be no later, because the scheduler took no note of it: the next chance will do. */
  private volatile boolean isStranded;

  private volatile boolean isClosed;

  EffectPlaces(Executor executor, Scheduler scheduler, Clock clock, int limit) {
    this.executor = executor;
    this.scheduler = scheduler;
    this.clock = clock;
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  int inFlight() {
    return taken.get();
  }

  int deferred() {
    return deferred.get();
  }

  void close() {
    isClosed = true;
  }

  /** Takes free places, as many as there are up to a number; none while others wait for one. */
  int take(int wanted) {
    int now = taken.get();
    while (deferred.get() == 0 && now < limit) {
      int granted = Math.min(wanted, limit - now);
      if (taken.compareAndSet(now, now + granted)) {
        return granted;
      }
      now = taken.get();
    }
    return 0;
  }

  /** Starts an effect in a place that the caller has taken; returns whether it runs now. */
  boolean start(RunningEffect<?, ?> effect) {
    if (isClosed) {
      release(1);
      return false;
    }
    effect.occupyAtOnce();
    return offer(effect);
  }

  /** Starts an effect once it is its turn to take a place. */
  void defer(RunningEffect<?, ?> effect) {
    deferred.incrementAndGet();
    waiting.add(effect);
    takeChance();
    dispatch();
  }

  /** Gives places back. */
  void release(int places) {
    taken.addAndGet(-places);
    if (deferred.get() > 0) {
      takeChance();
      dispatch();
    }
  }

  private void takeChance() {
    if (isStranded) {
      isStranded = false;
      isRejected = false;
    }
  }

  /** Runs a quick task on the executor, or here if the executor takes none. Throws nothing. */
  void runSoon(Runnable task) {
    Once once = new Once(task);
    try {
      executor.execute(once);
    } catch (Throwable e) {
      warnUnlessRejected(e);
      runHere(once);
    }
  }

  private static void runHere(Once task) {
    try {
      task.run();
    } catch (Throwable e) {
      Warnings.warn(EffectPlaces.class, "A task failed that the executor did not take", e);
    }
  }

  private static void warnUnlessRejected(Throwable thrown) {
    if (!(thrown instanceof RejectedExecutionException)) {
      Warnings.warn(
          EffectPlaces.class,
          "The executor threw, given a task; allowed: RejectedExecutionException",
          thrown);
    }
  }

  /**
   * Runs a task on the executor, as soon as it takes one; not at all once the engine is closed.
   *
   * @param ifStranded told that nobody will ask the executor again, unless the caller does
   */
  void runOnceTaken(Once task, Runnable ifStranded) {
    try {
      executor.execute(task);
    } catch (Throwable e) {
      warnUnlessRejected(e);
      if (!isClosed && !later(() -> runOnceTaken(task, ifStranded))) {
        ifStranded.run();
      }
    }
  }

  /** Runs a task when some time has passed; false if it never will. */
  private boolean later(Runnable task) {
    try {
      scheduler.schedule(clock.instant().plus(BEFORE_OFFERING_AGAIN), task);
      return true;
    } catch (Throwable e) {
      Warnings.warn(
          EffectPlaces.class, "The executor takes nothing, and the scheduler does not either", e);
      return false;
    }
  }

  private boolean take() {
    int now = taken.get();
    while (now < limit) {
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
      now = taken.get();
    }
    return false;
  }

  /** One thread at a time hands places out; a nested or concurrent call leaves the work to it. */
  private void dispatch() {
    if (dispatching.getAndIncrement() != 0) {
      return;
    }
    int rounds = 1;
    do {
      while (!isRejected && !waiting.isEmpty() && take()) {
        RunningEffect<?, ?> next = waiting.poll();
        if (next == null) {
          taken.decrementAndGet();
          break;
        }
        deferred.decrementAndGet();
        execute(next);
      }
      rounds = dispatching.addAndGet(-rounds);
    } while (rounds != 0);
  }

  private void execute(RunningEffect<?, ?> effect) {
    if (isClosed || !effect.occupy()) { // settled while it waited
      release(1);
      return;
    }
    var unused = offer(effect);
  }

  private boolean offer(RunningEffect<?, ?> effect) {
    try {
      executor.execute(effect);
      return true;
    } catch (RejectedExecutionException e) {
      if (effect.vacate()) {
        taken.decrementAndGet();
        deferred.incrementAndGet();
        waiting.addFirst(effect);
        offerLater();
      }
      return false;
    } catch (Throwable e) {
      effect.isNotTaken(e); // its process gives the place back
      return false;
    }
  }

  /** Asks the executor nothing until some time has passed, instead of asking it on and on. */
  private void offerLater() {
    isRejected = true;
    if (!later(this::offerAgain)) {
      isStranded = true;
    }
  }

  private void offerAgain() {
    isRejected = false;
    dispatch();
  }
}
