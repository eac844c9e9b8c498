package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One effect between being asked for and being settled; also the task that the executor runs. */
final class RunningEffect<F extends Effect, C extends Command>
    implements Runnable, EffectContext<C> {
  private static final int WAITING = 0;
  private static final int OCCUPYING = 1;
  private static final int SETTLED = 2;
  private static final int FORGOTTEN = 3; // before it was settled

  @SuppressWarnings("rawtypes") // the updater knows the class only
  private static final AtomicIntegerFieldUpdater<RunningEffect> STATE =
      AtomicIntegerFieldUpdater.newUpdater(RunningEffect.class, "state");

  private final LiveProcess<?, C, ?, F> process;
  private final F effect;
  private int standing; // the process's own: where among its running effects; negative in place
  private volatile int state;
  private volatile @Nullable Rarities<F> rarities;

  RunningEffect(LiveProcess<?, C, ?, F> process, F effect, boolean isRepeat) {
    this.process = process;
    this.effect = effect;
    if (isRepeat) {
      this.rarities = new Rarities<>(true);
    }
  }

  EffectKey key() {
    return effect.key();
  }

  int place() {
    return standing < 0 ? ~standing : standing;
  }

  void standsAt(int index) {
    standing = standing < 0 ? ~index : index;
  }

  /** Takes a place, before anybody else knows of the effect. */
  void occupyAtOnce() {
    STATE.lazySet(this, OCCUPYING);
  }

  /** Takes a place; false if the effect was settled while it waited. */
  boolean occupy() {
    return STATE.compareAndSet(this, WAITING, OCCUPYING);
  }

  /** Gives the place back without being settled; false if it was settled. */
  boolean vacate() {
    return STATE.compareAndSet(this, OCCUPYING, WAITING);
  }

  /** The executor has taken the effect, so that nobody but the process changes its state now. */
  void staysInPlace() {
    standing = ~place();
  }

  /** It has no place, because none is free or because the executor takes none. */
  boolean isWaiting() {
    return state == WAITING;
  }

  boolean isSettled() {
    return state == SETTLED;
  }

  /** The process is closed: the effect is left alone. True if it held a place. */
  boolean forget() {
    return STATE.getAndSet(this, FORGOTTEN) == OCCUPYING;
  }

  /** Settles the effect; true if it held a place. Called by its process only. */
  boolean settle() {
    boolean heldPlace;
    if (standing < 0) {
      heldPlace = true;
      STATE.lazySet(this, SETTLED);
    } else {
      heldPlace = STATE.getAndSet(this, SETTLED) == OCCUPYING;
    }
    if (rarities != null) {
      completeSettled();
    }
    return heldPlace;
  }

  @Override
  public void run() {
    if (state >= SETTLED) {
      return;
    }
    try {
      process.handler().carryOut(effect, this);
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable thrown) {
    try {
      report(process.handler().failed(effect, thrown, now()));
    } catch (Throwable e) {
      process.surrenderSoon("the failure of " + key().text() + " was to be reported", e);
    }
  }

  /** The executor has thrown what does not mean that it takes the effect later. */
  void isNotTaken(Throwable thrown) {
    process.surrenderSoon("its executor was given " + key().text(), thrown);
  }

  private void completeIfSettled() {
    if (state == SETTLED) {
      completeSettled();
    }
  }

  private void completeSettled() {
    CompletableFuture<Void> waiter;
    synchronized (this) {
      waiter = rarities().settled;
    }
    if (waiter != null) {
      waiter.complete(null);
    }
  }

  /** Guarded by this. */
  private Rarities<F> rarities() {
    Rarities<F> known = rarities;
    if (known == null) {
      known = new Rarities<>(false);
      rarities = known;
    }
    return known;
  }

  /** Passes a signal on, now or as soon as there is something to pass it on to. */
  void signal(F signal) {
    Object target;
    synchronized (this) {
      Rarities<F> known = rarities();
      target = known.attached;
      if (target == null) {
        known.early.add(signal);
      }
    }
    if (target != null) {
      pass(signal, target);
    }
  }

  @Override
  public void attach(Object target) {
    List<F> early;
    synchronized (this) {
      Rarities<F> known = rarities();
      known.attached = target;
      early = List.copyOf(known.early);
      known.early.clear();
    }
    early.forEach(signal -> pass(signal, target));
  }

  private void pass(F signal, Object target) {
    try {
      process.handler().signal(signal, target);
    } catch (Throwable e) {
      Warnings.warn(RunningEffect.class, "Signal {} failed", signal.key().text(), e);
    }
  }

  @Override
  public boolean isRepeat() {
    Rarities<F> known = rarities;
    return known != null && known.isRepeat;
  }

  @Override
  public Instant now() {
    try {
      return process.now();
    } catch (Throwable e) { // what is reported with a time would be lost, and nobody would know
      process.surrenderSoon("its clock was read", e);
      throw e;
    }
  }

  @Override
  public void report(C command) {
    process.report(command);
  }

  @Override
  public void giveUp(Throwable reason) {
    process.surrenderSoon(key().text() + " was carried out", reason);
  }

  @Override
  public CompletionStage<CommandResult> tell(C command) {
    return process.tell(command);
  }

  @Override
  public CompletionStage<Void> settled() {
    CompletableFuture<Void> waiter;
    synchronized (this) {
      Rarities<F> known = rarities();
      waiter = known.settled == null ? new CompletableFuture<>() : known.settled;
      known.settled = waiter;
    }
    process.inTurn(this::completeIfSettled); // the process may have settled it at the same time
    return waiter;
  }

  /** What few effects need; guarded by its effect. */
  private static final class Rarities<F> {
    final boolean isRepeat;
    final List<F> early = new ArrayList<>(); // signals that came before somebody who takes them
    @Nullable Object attached; // who takes them
    @Nullable CompletableFuture<Void> settled;

    Rarities(boolean isRepeat) {
      this.isRepeat = isRepeat;
    }
  }
}
