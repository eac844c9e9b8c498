package dev.penstock.process.simulation;

import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Effects;
import dev.penstock.process.Timer;
import dev.penstock.process.simulation.BrokenDriver.Fault;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A decider as a broken driver understands it. */
record SpoiltDecider<S, C extends Command, E, F extends Effect>(
    Fault fault, Decider<S, C, E, F> decider, AtomicInteger settlements)
    implements Decider<S, C, E, F> {

  SpoiltDecider(Fault fault, Decider<S, C, E, F> decider) {
    this(fault, decider, new AtomicInteger());
  }

  @Override
  public S initial() {
    return decider.initial();
  }

  @Override
  public Decision<E> decide(S state, C command) {
    return decider.decide(state, command);
  }

  @Override
  public Decision<E> advance(S state, Instant at) {
    return decider.advance(state, at);
  }

  @Override
  public S evolve(S state, E event) {
    return decider.evolve(state, event);
  }

  @Override
  public void effects(S after, E event, Effects<? super F> out) {
    decider.effects(
        after,
        event,
        new Effects<F>() {
          @Override
          public void emit(F effect) {
            out.emit(effect);
          }

          @Override
          public void settle(EffectKey key) {
            if (fault != Fault.SETTLES_THE_FIRST_THREE_NEVER || settlements.incrementAndGet() > 3) {
              out.settle(key);
            }
          }
        });
  }

  @Override
  public void pending(S state, Consumer<? super F> out) {
    if (fault != Fault.FORGETS_OPEN_EFFECTS) {
      decider.pending(state, out);
    }
  }

  @Override
  public C wake(Timer timer, Instant at) {
    return decider.wake(timer, at);
  }

  @Override
  public boolean terminal(S state) {
    return decider.terminal(state);
  }

  @Override
  public @Nullable String awaited(S state) {
    return decider.awaited(state);
  }
}
