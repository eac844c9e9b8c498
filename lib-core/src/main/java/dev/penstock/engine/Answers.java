package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import java.util.ArrayList;
import java.util.List;

/** Who waits for what the present batch, or a later state, has to say. For the mailbox's worker. */
final class Answers<S, C extends Command> {
  private final List<Letter<S, C>> letters = new ArrayList<>();
  private final List<CommandResult> results = new ArrayList<>();
  private final List<Letter.Watch<S, ?>> watches = new ArrayList<>();

  /** The letter gets this result once the batch is durable. */
  void add(Letter<S, C> letter, CommandResult result) {
    letters.add(letter);
    results.add(result);
  }

  /** Answers a command that made so many events, the last of which has that number. */
  void add(Letter<S, C> letter, int events, long last) {
    add(letter, events == 0 ? CommandResult.Unchanged.INSTANCE : new CommandResult.Accepted(last));
  }

  void add(Letter.Watch<S, ?> watch) {
    watches.add(watch);
  }

  /** Whether nobody waits for a later state, and no more than one letter for the present batch. */
  boolean isDone() {
    return watches.isEmpty() && letters.size() <= 1;
  }

  /** The batch is durable. */
  void give(S state, boolean hasChanged) {
    for (int i = 0; i < letters.size(); i++) {
      Letter<S, C> letter = letters.get(i);
      if (letter.command == null) {
        letter.look(state);
      } else {
        letter.answer(results.get(i));
      }
    }
    letters.clear();
    results.clear();
    if (hasChanged && !watches.isEmpty()) {
      show(state);
    }
  }

  /** A loop of our own: after each batch, most find nothing to see. */
  private void show(S state) {
    int left = 0;
    for (int i = 0; i < watches.size(); i++) {
      Letter.Watch<S, ?> watch = watches.get(i);
      if (!watch.hasSeen(state)) {
        watches.set(left, watch);
        left++;
      }
    }
    while (watches.size() > left) {
      watches.remove(watches.size() - 1);
    }
  }

  /** The batch will never be durable. */
  void failBatch(RuntimeException reason) {
    for (Letter<S, C> letter : letters) {
      letter.fail(reason);
    }
    letters.clear();
    results.clear();
  }

  /** The state will never change again. */
  void failWatches(RuntimeException reason) {
    for (Letter.Watch<S, ?> watch : watches) {
      watch.fail(reason);
    }
    watches.clear();
  }
}
