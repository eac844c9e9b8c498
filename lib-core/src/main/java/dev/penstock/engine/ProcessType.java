package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Effect;
import dev.penstock.process.EventCodec;
import java.util.Objects;

/**
 * A kind of process: its rules, how its events are written, and who carries its effects out.
 *
 * @param <S> the state of one process
 * @param <C> what it can be told
 * @param <E> the facts that it records
 * @param <F> what it asks of its host
 * @param decider the rules
 * @param codec how events are written
 * @param handler who carries effects out; timers excepted, which the engine keeps itself
 */
public record ProcessType<S, C extends Command, E, F extends Effect>(
    Decider<S, C, E, F> decider, EventCodec<E> codec, EffectHandler<F, C> handler) {

  /** All parts are required. */
  public ProcessType {
    Objects.requireNonNull(decider, "decider");
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(handler, "handler");
  }
}
