package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * One effect under way, as its handler sees it. Safe for several threads.
 *
 * @param <C> the commands of the process
 */
public interface EffectContext<C extends Command> {

  /**
   * Whether the process asked for this effect before the engine was last started, so that it may
   * have been carried out.
   *
   * @return true after a restart
   */
  boolean isRepeat();

  /**
   * Says what signals about this effect are to be passed on to. Those that came before are passed
   * on at once.
   *
   * @param target given back to {@link EffectHandler#signal}
   */
  void attach(Object target);

  /**
   * The host's time.
   *
   * @return the present instant, to the millisecond
   */
  Instant now();

  /**
   * Reports to the process without waiting for the answer.
   *
   * @param command the report
   */
  void report(C command);

  /**
   * Tells the process something and waits for the answer.
   *
   * @param command the report or order
   * @return completes once the answer is durable
   */
  CompletionStage<CommandResult> tell(C command);

  /**
   * Gives the process up, because this effect can neither be carried out nor be reported as failed:
   * all that wait for the process hear the reason, and opening it again asks for the effect again.
   * Changes nothing if the process is closed.
   *
   * @param reason what was thrown
   */
  void giveUp(Throwable reason);

  /**
   * Completes when the process has settled this effect: its result is known, or no longer of
   * interest.
   *
   * @return a stage that completes on an engine's or executor's thread; do not block in it
   */
  CompletionStage<Void> settled();
}
