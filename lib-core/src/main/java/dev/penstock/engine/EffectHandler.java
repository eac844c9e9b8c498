package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Carries out the effects of one kind of process: an SPI.
 *
 * <p>Called on the host's executor, concurrently for different effects, at least once for each key.
 * Results go back as commands, now or later. Timers never come here.
 *
 * @param <F> the effects
 * @param <C> the commands
 */
public interface EffectHandler<F extends Effect, C extends Command> {

  /**
   * Carries an effect out, or starts to. May block.
   *
   * @param effect what to do
   * @param context how to tell the result
   * @throws Exception if it failed; the engine then tells the process {@link #failed}
   */
  void carryOut(F effect, EffectContext<C> context) throws Exception;

  /**
   * Passes a signal on to the effect that it is about. Called on the host's executor, once the
   * target has {@linkplain EffectContext#attach attached} something, and not at all if the target
   * is settled before. Must not block; what it throws is logged and goes no further.
   *
   * @param signal the notice
   * @param target what the target's handler attached
   */
  default void signal(F signal, Object target) {}

  /**
   * Carries a compaction of one process's journal out, whoever asked for it. A handler that keeps
   * things beside the journal, such as processes that this one has started, looks before what there
   * is to keep, and lets go of the rest afterwards.
   *
   * @param process the process
   * @param policy what is kept
   * @param compaction compacts; completes with whether there was something to replace
   * @return completes once that and all that follows is done, as the compaction does
   */
  default CompletionStage<Boolean> compacting(
      OpenProcess<?, C> process,
      RetentionPolicy policy,
      Supplier<CompletionStage<Boolean>> compaction) {
    return compaction.get();
  }

  /**
   * The command that reports an effect as failed.
   *
   * @param effect what was to be done
   * @param cause what {@link #carryOut} threw
   * @param at when it failed
   * @return the command
   */
  C failed(F effect, Throwable cause, Instant at);
}
