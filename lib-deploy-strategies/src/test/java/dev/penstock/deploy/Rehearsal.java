package dev.penstock.deploy;

import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import java.util.ArrayList;
import java.util.List;

/** Plays a decider by hand: tells it commands and shows what is pending. */
final class Rehearsal<S, C extends Command, E, F extends Effect> {
  private final Decider<S, C, E, F> decider;
  S state;
  final List<E> events = new ArrayList<>();

  Rehearsal(Decider<S, C, E, F> decider) {
    this.decider = decider;
    this.state = decider.initial();
  }

  Decision<E> tell(C command) {
    Decision<E> first = decider.decide(state, command);
    Decision<E> decision = first;
    while (decision instanceof Decision.Accepted<E> accepted) {
      for (E event : accepted.events()) {
        events.add(event);
        state = decider.evolve(state, event);
      }
      decision = decider.advance(state, command.at());
    }
    return first;
  }

  List<F> pending() {
    List<F> pending = new ArrayList<>();
    decider.pending(state, pending::add);
    return pending;
  }

  <T extends F> List<T> pending(Class<T> type) {
    return pending().stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends E> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
