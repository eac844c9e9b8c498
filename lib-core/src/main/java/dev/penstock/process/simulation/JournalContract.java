package dev.penstock.process.simulation;

import dev.penstock.process.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every journal promises, as code that returns what it found broken. One line of a test runs
 * it:
 *
 * <pre>{@code
 * assertEquals(List.of(), JournalContract.violations(InMemoryJournal::new, executor));
 * assertEquals(List.of(), JournalContract.durableViolations(this::emptyDirectory, executor));
 * }</pre>
 *
 * <p>Each violation is a sentence: the promise, what was expected, and what was there. Holds no
 * state.
 */
public final class JournalContract {

  private JournalContract() {}

  /** A place where a journal keeps its events, such as an empty directory. */
  @FunctionalInterface
  public interface Storage {

    /**
     * Opens the journal that this place holds. Called again after the journal was closed; it then
     * shows what was durable.
     *
     * @return the journal, open
     */
    Journal open();
  }

  /**
   * Puts journals through everything that is promised while a journal is open.
   *
   * @param fresh makes a new, empty journal at each call; each is closed again
   * @param executor runs the appenders and readers that are to collide; with several threads it
   *     finds more, and one that runs tasks in the caller's thread is legal
   * @return what was found broken, in a fixed order; empty if nothing
   */
  public static List<String> violations(Supplier<? extends Journal> fresh, Executor executor) {
    List<String> violations = new ArrayList<>();
    for (JournalPromise promise : JournalPromises.ofAll(executor)) {
      promise.check(fresh, violations);
    }
    return List.copyOf(violations);
  }

  /**
   * Puts journals through everything that {@link #violations} does, and through closing and opening
   * again.
   *
   * @param fresh makes a new, empty place at each call
   * @param executor as for {@link #violations}
   * @return what was found broken, in a fixed order; empty if nothing
   */
  public static List<String> durableViolations(
      Supplier<? extends Storage> fresh, Executor executor) {
    List<String> violations = new ArrayList<>(violations(() -> fresh.get().open(), executor));
    for (DurablePromise promise : DurablePromise.all()) {
      promise.check(fresh.get(), violations);
    }
    return List.copyOf(violations);
  }
}
