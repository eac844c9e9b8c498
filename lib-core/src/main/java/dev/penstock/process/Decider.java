package dev.penstock.process;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one kind of long-running process, as functions of their arguments.
 *
 * <pre>{@code
 * Decision<Event> decision = decider.decide(state, command);     // what does the command mean?
 * for (Event event : decision.events()) {
 *   state = decider.evolve(state, event);                        // the new state
 *   decider.effects(state, event, effects);                      // what must the host do now?
 * }
 * decider.advance(state, command.at());                          // what follows? asked until unchanged
 * }</pre>
 *
 * <p><b>Pure</b> means that nothing outside the arguments is read or changed. It does not mean
 * copying: a state belongs to one process and one writer at a time, so {@link #evolve} may change
 * and return the state that it was given.
 *
 * <p>Implementations are immutable and safe for several threads; states are confined to one. Every
 * decider obeys the seven laws that {@code dev.penstock.process.simulation.DeciderLaws} checks:
 * replay, idempotence, totality, progress, determinism, cost and agreement.
 *
 * @param <S> the state of one process
 * @param <C> what it can be told
 * @param <E> the facts that it records
 * @param <F> what it asks of its host
 */
public interface Decider<S, C extends Command, E, F extends Effect> {

  /**
   * The state before the first event, a new one at each call.
   *
   * @return the empty state
   */
  S initial();

  /**
   * Decides what a command means. Chains of consequences are left to {@link #advance}.
   *
   * <p>Total: any command in any reachable state is answered, nothing is thrown. A report that was
   * delivered before, or that belongs to an older attempt, is {@link Decision.Unchanged}.
   *
   * @param state the state, not changed
   * @param command the command
   * @return accepted with events, unchanged, or rejected with a reason
   */
  Decision<E> decide(S state, C command);

  /**
   * The one event that a command means, without the decision around it: for commands of which there
   * are very many. A driver asks {@link #decide} where there is no such event, and for commands
   * whose sender waits for the answer.
   *
   * @param state the state, not changed
   * @param command the command
   * @return null, which says nothing and is what this returns unless it is overridden; or an event,
   *     if {@link #decide} would accept with it and nothing else
   */
  default @Nullable E decideOne(S state, C command) {
    return null;
  }

  /**
   * Decides what follows from the state alone. A driver asks again after each answer, until it is
   * {@link Decision.Unchanged}; all events belong to the same batch as the command's own.
   *
   * @param state the state, not changed
   * @param at the instant of the command that led here
   * @return accepted with events, or unchanged; never rejected
   */
  Decision<E> advance(S state, Instant at);

  /**
   * Applies one event. Total over every event ever written.
   *
   * @param state the state before the event; must not be used afterwards
   * @param event the event
   * @return the state after it, which may be the same object
   */
  S evolve(S state, E event);

  /**
   * Tells what the host must do because of an event, and which earlier requests the event has
   * settled.
   *
   * @param after the state that the event led to, not changed
   * @param event the event
   * @param out receives new effects and settled keys
   */
  void effects(S after, E event, Effects<? super F> out);

  /**
   * Lists everything that is still open: effects that were asked for and not settled. This is what
   * a restart asks for again.
   *
   * @param state the state, not changed
   * @param out receives each open effect once, in the order in which they were asked for where that
   *     matters
   */
  void pending(S state, Consumer<? super F> out);

  /**
   * Translates a timer that has come due into this process's own command.
   *
   * @param timer the timer that was asked for
   * @param at the instant at which it fired, never before {@link Timer#due()}
   * @return the command
   */
  C wake(Timer timer, Instant at);

  /**
   * Whether the process has ended and will never change again. A terminal state has nothing
   * pending.
   *
   * @param state the state, not changed
   * @return whether it has ended
   */
  boolean terminal(S state);

  /**
   * Names the party that owes a decision while nothing else is pending: the answer to "why does
   * this not move?". A process that is not terminal has an effect or a timer pending, or names a
   * party here.
   *
   * @param state the state, not changed
   * @return who owes what, or null if nobody does
   */
  @Nullable String awaited(S state);
}
