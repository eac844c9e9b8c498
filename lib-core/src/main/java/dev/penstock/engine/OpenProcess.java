package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One live process, as its host holds it. Safe for several threads.
 *
 * @param <S> the state of the process
 * @param <C> what it can be told
 */
public interface OpenProcess<S, C extends Command> {

  /**
   * The process's id, which is also the id of its stream.
   *
   * @return the id
   */
  String id();

  /**
   * Tells the process something. Commands are taken one at a time, in the order of arrival.
   *
   * @param command the order or report
   * @return completes once the answer is durable; exceptionally with {@link
   *     dev.penstock.process.JournalException} if it could not be stored, or {@link
   *     IllegalStateException} if the engine or the process is closed
   */
  CompletionStage<CommandResult> tell(C command);

  /**
   * Looks at the durable state.
   *
   * @param <V> what is made of it
   * @param view makes an immutable view; must not keep or change the state, and is called between
   *     two commands
   * @return completes with the view
   */
  <V> CompletionStage<V> view(Function<? super S, ? extends V> view);

  /**
   * Waits for the end of the process.
   *
   * @param <V> what is made of the last state
   * @param view makes an immutable view of it
   * @return completes when the process is terminal; exceptionally if it is closed before
   */
  <V> CompletionStage<V> ended(Function<? super S, ? extends V> view);
}
