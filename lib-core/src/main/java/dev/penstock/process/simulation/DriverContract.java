package dev.penstock.process.simulation;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Decider;
import dev.penstock.process.Effect;
import dev.penstock.process.EventCodec;
import dev.penstock.process.Journal;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every driver of processes promises, as code that returns what it found broken. A driver is
 * put to it by an adapter of some twenty lines, and then by one line of a test:
 *
 * <pre>{@code
 * assertEquals(List.of(), DriverContract.violations(MyDriver::new, InMemoryJournal::new, threads));
 * }</pre>
 *
 * <p>The contract brings a decider of its own, and plays the host: it says when an append becomes
 * durable or fails, when the executor runs a task or rejects it, and what time it is. So most of it
 * runs on one thread and takes no time. A crash is played by taking the host away: nothing that the
 * driver was given does anything any more.
 *
 * <p>Each violation is a sentence: the promise, what was expected, and what was there. Holds no
 * state.
 */
public final class DriverContract {

  private DriverContract() {}

  /**
   * What a driver is given. All of it stays the host's to close.
   *
   * @param journal where events are kept
   * @param executor where effects are carried out; it may reject
   * @param scheduler wakes the driver, perhaps early, perhaps late
   * @param clock the host's time
   * @param maxInFlight how many effects may be under way at once; signals and timers take no place
   */
  public record Host(
      Journal journal, Executor executor, Scheduler scheduler, Clock clock, int maxInFlight) {}

  /** Makes drivers: an SPI that whoever wrote a driver implements. */
  @FunctionalInterface
  public interface DriverFactory {

    /**
     * Starts a driver that has no process open yet.
     *
     * @param host what it is given
     * @return the driver
     */
    Driver start(Host host);
  }

  /** A driver: an SPI. Called from several threads. */
  public interface Driver {

    /**
     * Opens a process: a new one, or one that the journal knows, whose open effects are then asked
     * for again.
     *
     * @param <S> the state of the process
     * @param <C> what it can be told
     * @param <E> the facts that it records
     * @param <F> what it asks of its host
     * @param id the process's id
     * @param decider its rules
     * @param codec how its events are written
     * @param handler carries its effects out
     * @return the process
     */
    <S, C extends Command, E, F extends Effect> OpenProcess<S, C> open(
        String id, Decider<S, C, E, F> decider, EventCodec<E> codec, Handler<F, C> handler);

    /** Takes no new commands and waits for appends under way. Idempotent. */
    void close();

    /**
     * Waits until nothing is under way that needs no more from the host. A driver that works on its
     * callers' threads and the host's executor only has nothing to wait for.
     */
    default void awaitQuiet() {}
  }

  /**
   * An open process, as a driver shows it.
   *
   * @param <S> its state
   * @param <C> what it can be told
   */
  public interface OpenProcess<S, C extends Command> {

    /**
     * Tells it something.
     *
     * @param command the command
     * @return completes once the answer is durable; exceptionally if its events could not be stored
     *     or the driver is closed
     */
    CompletionStage<CommandResult> tell(C command);

    /**
     * Looks at its state between two commands.
     *
     * @param <V> what is made of it
     * @param view makes an immutable view
     * @return completes with the view, of what is durable
     */
    <V> CompletionStage<V> view(Function<? super S, ? extends V> view);
  }

  /**
   * Carries effects out; the contract's side of a driver's own interface for that.
   *
   * @param <F> the effects
   * @param <C> the commands
   */
  public interface Handler<F extends Effect, C extends Command> {

    /**
     * Carries an effect out, on the host's executor. Never called for timers and signals.
     *
     * @param effect what to do
     * @param work how to tell the result
     * @throws Exception if it failed; the driver then tells the process {@link #failed}
     */
    void carryOut(F effect, Work<C> work) throws Exception;

    /**
     * Passes a signal on to the effect that it is about.
     *
     * @param signal the notice
     * @param target what was attached to the effect
     */
    void signal(F signal, Object target);

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

  /**
   * One effect under way, as a driver shows it to its handler.
   *
   * @param <C> the commands
   */
  public interface Work<C extends Command> {

    /**
     * Whether it may have been carried out before a restart.
     *
     * @return true after a restart
     */
    boolean isRepeat();

    /**
     * Says what signals are to be passed on to, those that came before included.
     *
     * @param target given back to {@link Handler#signal}
     */
    void attach(Object target);

    /**
     * Reports to the process.
     *
     * @param command the report
     */
    void report(C command);
  }

  /**
   * Puts drivers through everything that is promised.
   *
   * @param drivers makes the drivers
   * @param fresh makes a new, empty journal at each call; each is closed again
   * @param executor runs what is to collide or has to wait, each task on a thread of its own; at
   *     least 8 threads
   * @return what was found broken, in a fixed order; empty if nothing
   * @throws IllegalArgumentException if the executor runs tasks in its caller's thread
   */
  public static List<String> violations(
      DriverFactory drivers, Supplier<? extends Journal> fresh, Executor executor) {
    Thread caller = Thread.currentThread();
    executor.execute(
        () -> {
          if (Thread.currentThread() == caller) {
            throw new IllegalArgumentException(
                "the executor runs tasks in its caller's thread; the contract needs threads to"
                    + " make callers wait and collide, such as a fixed pool of 8");
          }
        });
    List<DriverPromise> promises = new ArrayList<>(DriverAnswers.promises());
    promises.addAll(DriverEffects.promises());
    promises.addAll(DriverTimers.promises());
    promises.addAll(DriverEndings.promises());
    List<String> violations = new ArrayList<>();
    for (DriverPromise promise : promises) {
      promise.check(drivers, fresh, executor, violations);
    }
    return List.copyOf(violations);
  }
}
