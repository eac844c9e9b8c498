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
  private static final int STAYING = 2; // in its place, which nobody but its process takes
  private static final int SETTLED = 3;
  private static final int FORGOTTEN = 4; // before it was settled

  @SuppressWarnings("rawtypes") // the updater knows the class only
  private static final AtomicIntegerFieldUpdater<RunningEffect> STATE =
      AtomicIntegerFieldUpdater.newUpdater(RunningEffect.class, "state");

  private final LiveProcess<?, C, ?, F> process;

  /** The effect, or {@link Rarities} that hold it: there may be very many, each of few words. */
  private volatile Effect content;

  private volatile int state;

  RunningEffect(LiveProcess<?, C, ?, F> process, F effect, boolean isRepeat) {
    this.process = process;
    this.content = isRepeat ? new Rarities<>(effect, true) : effect;
  }

  @SuppressWarnings("unchecked") // the effect and its rarities are all there is
  private F effect() {
    Effect known = content;
    return known instanceof Rarities ? ((Rarities<F>) known).effect : (F) known;
  }

  @SuppressWarnings("unchecked") // those of this effect are all there are
  private @Nullable Rarities<F> knownRarities() {
    return content instanceof Rarities<?> known ? (Rarities<F>) known : null;
  }

  EffectKey key() {
    return content.key();
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
    STATE.lazySet(this, STAYING);
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
    return isPlace(STATE.getAndSet(this, FORGOTTEN));
  }

  /** Settles the effect; true if it held a place. Called by its process only. */
  boolean settle() {
    boolean heldPlace;
    if (state == STAYING) {
      heldPlace = true;
      STATE.lazySet(this, SETTLED);
    } else {
      heldPlace = isPlace(STATE.getAndSet(this, SETTLED));
    }
    if (content instanceof Rarities) {
      completeSettled();
    }
    return heldPlace;
  }

  private static boolean isPlace(int state) {
    return state == OCCUPYING || state == STAYING;
  }

  @Override
  public void run() {
    if (state >= SETTLED) {
      return;
    }
    try {
      process.handler().carryOut(effect(), this);
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable thrown) {
    try {
      report(process.handler().failed(effect(), thrown, now()));
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
    Rarities<F> known = knownRarities();
    if (known == null) {
      known = new Rarities<>(effect(), false);
      content = known;
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
    Rarities<F> known = knownRarities();
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

  /** An effect, and what few need beside it; guarded by the effect under way. */
  private static final class Rarities<F extends Effect> implements Effect {
    final F effect;
    final boolean isRepeat;
    final List<F> early = new ArrayList<>(); // signals that came before somebody who takes them
    @Nullable Object attached; // who takes them
    @Nullable CompletableFuture<Void> settled;

    Rarities(F effect, boolean isRepeat) {
      this.effect = effect;
      this.isRepeat = isRepeat;
    }

    @Override
    public EffectKey key() {
      return effect.key();
    }
  }
}
