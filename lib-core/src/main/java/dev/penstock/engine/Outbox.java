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

/**
 * What a process has asked for and not yet settled. Collects what a batch of events asks for, and
 * carries it out once the batch is durable. Confined to the thread that works the process's mailbox
 * off.
 */
final class Outbox<S, C extends Command, F extends Effect> implements Effects<F> {
  private final LiveProcess<S, C, ?, F> process;
  private final ProcessEngine engine;
  private final List<Object> collected = new ArrayList<>(); // effects, and keys to settle
  private final Map<EffectKey, RunningEffect<F, C>> running = new HashMap<>();
  private final Map<EffectKey, Scheduler.Scheduled> timers = new HashMap<>();

  Outbox(LiveProcess<S, C, ?, F> process, ProcessEngine engine) {
    this.process = process;
    this.engine = engine;
  }

  @Override
  public void emit(F effect) {
    collected.add(effect);
  }

  @Override
  public void settle(EffectKey key) {
    collected.add(key);
  }

  @SuppressWarnings("unchecked") // emit() is the only way in for effects
  void carryOut(boolean isRepeat) {
    for (int i = 0; i < collected.size(); i++) {
      Object each = collected.get(i);
      if (each instanceof EffectKey key) {
        end(key);
      } else if (each instanceof Timer timer) {
        schedule(timer);
      } else {
        collected.set(i, begin((F) each, isRepeat));
      }
    }
    for (int i = 0; i < collected.size(); i++) { // only now, when what is settled already is known
      if (collected.get(i) instanceof RunningEffect<?, ?> begun && !begun.isSettled()) {
        engine.places().start(begun);
      }
    }
    collected.clear();
  }

  /**
   * Forgets everything: the process is closed. Running effects are left alone; their reports find
   * nobody.
   */
  void drop() {
    collected.clear();
    timers.values().forEach(Scheduler.Scheduled::cancel);
    timers.clear();
    running.values().forEach(effect -> releaseIf(effect.forget()));
    running.clear();
  }

  private Object begin(F effect, boolean isRepeat) {
    if (effect instanceof Signal signal) {
      RunningEffect<F, C> target = running.get(signal.target());
      if (target != null) {
        engine.places().runSoon(() -> target.signal(effect));
      }
      return signal;
    }
    RunningEffect<F, C> begun = new RunningEffect<>(process, effect, isRepeat);
    running.put(effect.key(), begun);
    return begun;
  }

  private void end(EffectKey key) {
    RunningEffect<F, C> ended = running.remove(key);
    if (ended != null) {
      releaseIf(ended.settle());
      return;
    }
    Scheduler.Scheduled timer = timers.remove(key);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void releaseIf(boolean heldPlace) {
    if (heldPlace) {
      engine.places().release();
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
