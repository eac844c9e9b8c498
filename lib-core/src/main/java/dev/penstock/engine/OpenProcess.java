package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EffectKey;
import dev.penstock.process.EventStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
   * Waits until the durable state shows something.
   *
   * @param <V> what is made of it
   * @param view makes an immutable view, or null while there is nothing to see; must not keep or
   *     change the state, and is called after each batch of commands
   * @return completes with the first view that is not null; exceptionally if the process is closed
   *     before
   */
  <V> CompletionStage<V> until(Function<? super S, ? extends @Nullable V> view);

  /**
   * Looks at which effects wait for one of the engine's places, or for the executor to take more.
   *
   * @return completes with their keys, in the order in which they were asked for
   */
  CompletionStage<List<EffectKey>> deferred();

  /**
   * Reads the process's durable events from the journal: the way to see each of them at least once.
   *
   * @param from the sequence number of the first event to read
   * @param reader called on this thread for each event; what it gets is of the process's own
   *     vocabulary
   * @throws dev.penstock.process.JournalException if the events cannot be read
   */
  void read(long from, EventStream.EventReader<Object> reader);

  /**
   * Compacts the journal of this process now: replaces its events, but for the newest ones that the
   * policy keeps, by a checkpoint. Reads and digests them on this thread; the process goes on
   * meanwhile.
   *
   * @param policy what is kept; when to compact is not asked
   * @return completes once the checkpoint is durable, with false if there was nothing to replace or
   *     a compaction is under way already; exceptionally with {@link
   *     dev.penstock.process.JournalException} if it could not be stored, or {@link
   *     UnsupportedOperationException} if the decider makes no checkpoints or the journal does not
   *     compact
   */
  CompletionStage<Boolean> compact(RetentionPolicy policy);

  /**
   * Lets go of a process that rests, so that it costs no memory: this and every other holder's
   * handle is closed, and opening the process again folds its events anew. Nothing happens if it
   * does not rest, if commands wait for it, or if somebody waits for what it will show.
   *
   * @param rests whether a state needs nobody: nothing is open, and nothing will happen by itself;
   *     must not keep or change it
   * @return completes with whether it was let go of
   */
  CompletionStage<Boolean> letGo(Predicate<? super S> rests);

  /**
   * How many events the journal held for this process when it was opened.
   *
   * @return 0 for a new process
   */
  long openedAt();

  /**
   * Who carries the process's effects out: the handler of the type with which it was opened first.
   *
   * @return the handler
   */
  EffectHandler<?, C> handler();

  /**
   * Waits for the end of the process.
   *
   * @param <V> what is made of the last state
   * @param view makes an immutable view of it
   * @return completes when the process is terminal; exceptionally if it is closed before
   */
  <V> CompletionStage<V> ended(Function<? super S, ? extends V> view);
}
