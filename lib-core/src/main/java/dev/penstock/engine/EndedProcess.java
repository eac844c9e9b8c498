package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Effect;
import dev.penstock.process.Journal;
import java.util.function.Predicate;

/** A look at a process by its journal alone; takes nothing over. */
final class EndedProcess<S, C extends Command, E, F extends Effect> {
  private final Decider<S, C, E, F> decider;
  private S state;
  private boolean isKnown;

  EndedProcess(Journal journal, String id, ProcessType<S, C, E, F> type) {
    this.decider = type.decider();
    this.state = decider.initial();
    journal.read(
        id,
        type.codec(),
        0,
        (sequence, event) -> {
          isKnown = true;
          state = decider.evolve(state, event);
        });
  }

  /** Whether there is such a process and its host does without it. */
  boolean mayGo(Predicate<? super S> host) {
    return isKnown && host.test(state);
  }
}
