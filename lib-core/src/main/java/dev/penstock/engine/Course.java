package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import java.time.Instant;

/**
 * The state of a process, and how its rules lead from one to the next. Runs ahead of what is
 * durable by one batch. For the mailbox's worker.
 */
final class Course<S, C extends Command, E, F extends Effect> {
  private final Decider<S, C, E, F> decider;
  private final Outbox<S, C, F> outbox;
  private final Answers<S, C> answers;
  private S state;

  Course(Decider<S, C, E, F> decider, Outbox<S, C, F> outbox, Answers<S, C> answers) {
    this.decider = decider;
    this.outbox = outbox;
    this.answers = answers;
    this.state = decider.initial();
  }

  S state() {
    return state;
  }

  boolean isTerminal() {
    return decider.terminal(state);
  }

  /** An event that was recorded before. */
  void replay(E event) {
    state = decider.evolve(state, event);
  }

  /** Why a process is given up whose rules threw. */
  static IllegalStateException failure(String process, Throwable thrown) {
    return new IllegalStateException(
        "process "
            + process
            + ": its decider failed, and nothing of that is stored; open it again to go on: "
            + thrown,
        thrown);
  }

  /** Asks again for all that is open. */
  void askAgain() {
    outbox.repeats(true);
    decider.pending(state, outbox::emit);
    outbox.carryOut();
    outbox.repeats(false);
  }

  /**
   * Decides about a letter, or a command without one.
   *
   * @param next the sequence number of the first of the events
   */
  @SuppressWarnings("unchecked") // commands and letters of this process are all there is
  void decide(Object each, long next, Batch<E> events) {
    if (!(each instanceof Letter)) {
      report((C) each, events);
      return;
    }
    Letter<S, C> letter = (Letter<S, C>) each;
    C command = letter.command;
    if (!letter.isAwaited() && command != null) {
      report(command, events);
      return;
    }
    if (command == null) {
      answers.add(letter, CommandResult.Unchanged.INSTANCE);
      return;
    }
    Decision<E> decision = decider.decide(state, command);
    if (decision instanceof Decision.Rejected<E> rejected) {
      answers.add(letter, new CommandResult.Rejected(rejected.rejection()));
      return;
    }
    int before = events.size();
    follow(decision, command.at(), events);
    answers.add(letter, events.size() - before, next + events.size() - 1);
  }

  private void report(C command, Batch<E> events) {
    E only = decider.decideOne(state, command);
    if (only == null) {
      follow(decider.decide(state, command), command.at(), events);
    } else {
      S after = apply(only, state, events);
      state = after;
      follow(decider.advance(after, command.at()), command.at(), events);
    }
  }

  private S apply(E event, S before, Batch<E> events) {
    S after = decider.evolve(before, event);
    decider.effects(after, event, outbox);
    events.add(event);
    return after;
  }

  /** Applies a decision and all that follows from it. */
  private void follow(Decision<E> first, Instant at, Batch<E> events) {
    Decision<E> decision = first;
    S now = state;
    while (decision instanceof Decision.Accepted<E> accepted) {
      int size = accepted.size();
      if (size > 1) { // very many would be copied again and again
        events.expect(size);
        outbox.expect(size);
      }
      for (int i = 0; i < size; i++) {
        now = apply(accepted.event(i), now, events);
      }
      decision = decider.advance(now, at);
    }
    state = now;
  }
}
