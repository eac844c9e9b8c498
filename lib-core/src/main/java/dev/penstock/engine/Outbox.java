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
import org.jspecify.annotations.Nullable;

/**
 * What a process has asked for and not yet settled. Collects what a batch of events asks for, and
 * carries it out once the batch is durable. Confined to the thread that works the process's mailbox
 * off.
 */
final class Outbox<S, C extends Command, F extends Effect> implements Effects<F> {
  private final LiveProcess<S, C, ?, F> process;
  private final ProcessEngine engine;
  private final List<@Nullable F> asked = new ArrayList<>();
  private final List<@Nullable EffectKey> settled = new ArrayList<>(); // null where an effect is
  private final List<RunningEffect<F, C>> begun =
      new ArrayList<>(); // by the present batch, not yet started
  private final RunningEffects<F, C> running = new RunningEffects<>();
  private int places; // taken and not filled: what one effect leaves, the next one of a batch fills
  private final Map<EffectKey, Scheduler.Scheduled> timers = new HashMap<>();

  Outbox(LiveProcess<S, C, ?, F> process, ProcessEngine engine) {
    this.process = process;
    this.engine = engine;
  }

  @Override
  public void emit(F effect) {
    asked.add(effect);
    settled.add(null);
  }

  @Override
  public void settle(EffectKey key) {
    asked.add(null);
    settled.add(key);
  }

  void carryOut(boolean isRepeat) {
    for (int i = 0; i < asked.size(); i++) {
      EffectKey key = settled.get(i);
      F effect = asked.get(i);
      if (key != null) {
        places += end(key) ? 1 : 0;
      } else if (effect instanceof Timer timer) {
        schedule(timer);
      } else if (effect instanceof Signal signal) {
        pass(signal, effect);
      } else if (effect != null) {
        RunningEffect<F, C> next = new RunningEffect<>(process, effect, isRepeat);
        running.put(next);
        begun.add(next);
      }
    }
    asked.clear();
    settled.clear();
    for (int i = 0;
        i < begun.size();
        i++) { // only now, when what the same batch has settled is known
      if (!begun.get(i).isSettled()) {
        begin(begun.get(i), begun.size() - i);
      }
    }
    begun.clear();
    release();
  }

  /**
   * Forgets everything: the process is closed. Running effects are left alone; their reports find
   * nobody.
   */
  void drop() {
    asked.clear();
    settled.clear();
    begun.clear();
    timers.values().forEach(Scheduler.Scheduled::cancel);
    timers.clear();
    for (RunningEffect<F, C> effect : running.removeAll()) {
      places += effect.forget() ? 1 : 0;
    }
    release();
  }

  private void pass(Signal signal, F effect) {
    RunningEffect<F, C> target = running.get(signal.target());
    if (target != null) {
      engine.places().runSoon(() -> target.signal(effect));
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
      timer.cancel();
    }
    return false;
  }

  private void release() {
    if (places > 0) {
      engine.places().release(places);
      places = 0;
    }
  }

  private void schedule(Timer timer) {
    timers.put(
        timer.key(),
        engine.scheduler().schedule(timer.due(), () -> engine.places().runSoon(() -> fire(timer))));
  }

  /**
   * Not confined: runs on the executor. Early firing, after a clock jump, asks the scheduler again.
   */
  private void fire(Timer timer) {
    if (engine.isClosed()) {
      return;
    }
    Instant now = process.now();
    if (now.isBefore(timer.due())) {
      engine.scheduler().schedule(timer.due(), () -> engine.places().runSoon(() -> fire(timer)));
      return;
    }
    process.wake(process.commandOf(timer, now));
  }
}
