package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Effects;
import dev.penstock.process.Scheduler;
import dev.penstock.process.Signal;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a process has asked for and not yet settled. Collects what a batch of events asks for, and
 * carries it out once the batch is durable. Confined to the thread that works the process's mailbox
 * off.
 */
final class Outbox<S, C extends Command, F extends Effect> implements Effects<F> {

  /**
   * How many effects are started before what they have reported by then is decided: what belongs to
   * one of many effects is still at hand when it ends at once.
   */
  private static final int PORTION = 512;

  private final LiveProcess<S, C, ?, F> process;
  private final ProcessEngine engine;

  /** Keys to settle, and timers and signals, in order; all other requests are put at once. */
  private final List<Object> orders = new ArrayList<>();

  /** Begun, and at its end those that the present batch asked for and that are not yet started. */
  private final RunningEffects<F, C> running = new RunningEffects<>();

  /**
   * The class of the last effect that was no notice: to find out that a class lacks an interface
   * takes a search whose failure HotSpot does not remember.
   */
  private @Nullable Class<?> lastToRun;

  private boolean isRepeat;
  private int portion = Integer.MAX_VALUE; // how many are started before reports are looked at
  private int places; // taken and not filled: what one effect leaves, the next one of a batch fills
  private final Map<EffectKey, Scheduler.Scheduled> timers = new HashMap<>();

  Outbox(LiveProcess<S, C, ?, F> process, ProcessEngine engine) {
    this.process = process;
    this.engine = engine;
  }

  /** Whether what is asked for from now on may have been carried out before a restart. */
  void repeats(boolean value) {
    isRepeat = value;
  }

  /** So many effects may be asked for at once. */
  void expect(int effects) {
    running.expect(effects);
  }

  @Override
  public void emit(F effect) {
    if (isToRun(effect)) {
      running.put(new RunningEffect<>(process, effect, isRepeat));
    } else {
      orders.add(new Notice<>(effect));
    }
  }

  private boolean isToRun(F effect) {
    if (effect.getClass() == lastToRun) {
      return true;
    }
    if (effect instanceof Timer || effect instanceof Signal) {
      return false;
    }
    lastToRun = effect.getClass();
    return true;
  }

  @Override
  public void settle(EffectKey key) {
    orders.add(key);
  }

  @SuppressWarnings("unchecked") // keys and this process's notices are all there is
  void carryOut() {
    for (int i = 0; i < orders.size(); i++) {
      Object order = orders.get(i);
      if (order instanceof Notice) {
        give(((Notice<F>) order).effect());
      } else {
        places += end((EffectKey) order) ? 1 : 0;
      }
    }
    orders.clear();
    start(); // only now, when what the same batch has settled is known
  }

  /**
   * Whether effects are started some at a time, because what they report is stored at once. If that
   * takes time, the rest would wait for it.
   */
  void startInPortions(boolean value) {
    portion = value ? PORTION : Integer.MAX_VALUE;
  }

  boolean hasUnstarted() {
    return running.unstarted() > 0;
  }

  /** Starts the next effects; all that were asked for are durable. */
  void start() {
    for (int wanted = Math.min(portion, running.unstarted()); wanted > 0; wanted--) {
      RunningEffect<F, C> next = running.nextToStart();
      if (next != null) {
        begin(next, wanted);
      }
    }
    release();
  }

  List<EffectKey> waiting() {
    return running.waiting();
  }

  /**
   * Forgets everything: the process is closed. Running effects are left alone; their reports find
   * nobody.
   */
  void drop() {
    orders.clear();
    for (Scheduler.Scheduled timer : timers.values()) {
      cancel(timer);
    }
    timers.clear();
    for (RunningEffect<F, C> effect : running.removeAll()) {
      places += effect.forget() ? 1 : 0;
    }
    release();
  }

  private void give(F notice) {
    if (notice instanceof Timer timer) {
      schedule(timer);
    } else if (notice instanceof Signal signal) {
      RunningEffect<F, C> target = running.get(signal.target());
      if (target != null) {
        engine.places().runSoon(() -> target.signal(notice));
      }
    }
  }

  private void begin(RunningEffect<F, C> effect, int wanted) {
    if (places == 0 || engine.places().deferred() > 0) {
      release(); // those who wait come first
      places = engine.places().take(wanted);
    }
    if (places == 0) {
      engine.places().defer(effect);
      return;
    }
    places--;
    if (engine.places().start(effect)) {
      effect.staysInPlace();
    }
  }

  /** Returns whether the effect held a place. */
  private boolean end(EffectKey key) {
    RunningEffect<F, C> ended = running.remove(key);
    if (ended != null) {
      return ended.settle();
    }
    Scheduler.Scheduled timer = timers.remove(key);
    if (timer != null) {
      cancel(timer);
    }
    return false;
  }

  /** One that is not dropped will fire, and change nothing. */
  private static void cancel(Scheduler.Scheduled timer) {
    try {
      timer.cancel();
    } catch (Throwable e) {
      Warnings.warn(Outbox.class, "A timer that is of no use any more could not be dropped", e);
    }
  }

  private void release() {
    if (places > 0) {
      engine.places().release(places);
      places = 0;
    }
  }

  private void schedule(Timer timer) {
    try {
      timers.put(timer.key(), ask(timer));
    } catch (Throwable e) {
      process.surrenderSoon("its scheduler was asked to wake it at " + timer.due(), e);
    }
  }

  private Scheduler.Scheduled ask(Timer timer) {
    return Objects.requireNonNull(
        engine.scheduler().schedule(timer.due(), () -> engine.places().runSoon(() -> fire(timer))),
        "the scheduler returned no handle");
  }

  /**
   * Not confined: runs on the executor. Early firing, after a clock jump, asks the scheduler again.
   */
  private void fire(Timer timer) {
    if (engine.isClosed()) {
      return;
    }
    try {
      Instant now = engine.clock().instant(); // in full: it may be due within a millisecond
      if (now.isBefore(timer.due())) {
        var unused = ask(timer);
      } else {
        process.wake(timer, now);
      }
    } catch (Throwable e) {
      process.surrenderSoon("its timer for " + timer.due() + " came due", e);
    }
  }

  /** A timer or a signal: few are, so they may cost an object. */
  private record Notice<F>(F effect) {}
}
