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
  private @Nullable CompletableFuture<Void> settled; // guarded by this
  private @Nullable Object attached; // guarded by this
  private @Nullable List<F> signals; // guarded by this

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

  /** Settles the effect; true if it held a place. */
  boolean settle() {
    int before = STATE.getAndSet(this, SETTLED);
    CompletableFuture<Void> waiter;
    synchronized (this) {
      waiter = settled;
    }
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
    Object target;
    synchronized (this) {
      target = attached;
      if (target == null) {
        signals = signals == null ? new ArrayList<>() : signals;
        signals.add(signal);
        return;
      }
    }
    pass(signal, target);
  }

  @Override
  public void attach(Object target) {
    List<F> before;
    synchronized (this) {
      attached = target;
      before = signals;
      signals = null;
    }
    if (before != null) {
      before.forEach(signal -> pass(signal, target));
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
      if (settled == null) {
        settled = new CompletableFuture<>();
      }
      waiter = settled;
    }
    if (state == SETTLED) {
      waiter.complete(null);
    }
    return waiter;
  }
}
