package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One effect between being asked for and being settled; also the task that the executor runs. */
final class RunningEffect<F extends Effect, C extends Command>
    implements Runnable, EffectContext<C> {
  private static final Logger LOG = LoggerFactory.getLogger(RunningEffect.class);
  private static final int WAITING = 0;
  private static final int OCCUPYING = 1;
  private static final int SETTLED = 2;

  @SuppressWarnings("rawtypes") // the updater knows the class only
  private static final AtomicIntegerFieldUpdater<RunningEffect> STATE =
      AtomicIntegerFieldUpdater.newUpdater(RunningEffect.class, "state");

  private final LiveProcess<?, C, ?, F> process;
  private final F effect;
  private final boolean isRepeat;
  private volatile int state;
  private volatile @Nullable CompletableFuture<Void> settled;
  private volatile @Nullable Object attached;
  private volatile @Nullable List<F> signals;

  RunningEffect(LiveProcess<?, C, ?, F> process, F effect, boolean isRepeat) {
    this.process = process;
    this.effect = effect;
    this.isRepeat = isRepeat;
  }

  /** Takes a place; false if the effect was settled while it waited. */
  boolean occupy() {
    return STATE.compareAndSet(this, WAITING, OCCUPYING);
  }

  /** Gives the place back without being settled; false if it was settled. */
  boolean vacate() {
    return STATE.compareAndSet(this, OCCUPYING, WAITING);
  }

  /** The process is closed: the effect is left alone. True if it held a place. */
  boolean forget() {
    return STATE.getAndSet(this, SETTLED) == OCCUPYING;
  }

  boolean isSettled() {
    return state == SETTLED;
  }

  /** Settles the effect; true if it held a place. */
  boolean settle() {
    int before = STATE.getAndSet(this, SETTLED);
    CompletableFuture<Void> waiter = settled;
    if (waiter != null) {
      waiter.complete(null);
    }
    return before == OCCUPYING;
  }

  @Override
  public void run() {
    if (state == SETTLED) {
      return;
    }
    try {
      process.handler().carryOut(effect, this);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      report(process.handler().failed(effect, e, now()));
    }
  }

  /** Passes a signal on, now or as soon as there is something to pass it on to. */
  void signal(F signal) {
    synchronized (this) {
      List<F> early = signals == null ? new ArrayList<>() : new ArrayList<>(signals);
      early.add(signal);
      signals = early;
    }
    if (attached
        != null) { // otherwise attach() finds the signal, for it reads after it has written
      passEarly();
    }
  }

  @Override
  public void attach(Object target) {
    attached = target;
    if (signals != null) {
      passEarly();
    }
  }

  private void passEarly() {
    Object target = attached;
    List<F> early;
    synchronized (this) {
      early = signals;
      signals = null;
    }
    if (early != null && target != null) {
      early.forEach(signal -> pass(signal, target));
    }
  }

  private void pass(F signal, Object target) {
    try {
      process.handler().signal(signal, target);
    } catch (RuntimeException e) {
      LOG.warn("Signal {} failed", signal.key().text(), e);
    }
  }

  @Override
  public boolean isRepeat() {
    return isRepeat;
  }

  @Override
  public Instant now() {
    return process.now();
  }

  @Override
  public void report(C command) {
    process.report(command);
  }

  @Override
  public CompletionStage<CommandResult> tell(C command) {
    return process.tell(command);
  }

  @Override
  public CompletionStage<Void> settled() {
    CompletableFuture<Void> waiter;
    synchronized (this) {
      waiter = settled == null ? new CompletableFuture<>() : settled;
      settled = waiter;
    }
    if (state == SETTLED) { // settle() reads the waiter after it has written the state
      waiter.complete(null);
    }
    return waiter;
  }
}
