package dev.penstock.process.simulation;

import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Effects;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One process that is told one command after another, while the laws of deciders are checked after
 * each: cheaply enough for very long histories, because a second state, which only ever folds what
 * was written and read, stands for all that must not have changed.
 */
public final class CheckedProcess<S, C extends Command, E, F extends Effect> {
  private static final int MOST_EVENTS = 10_000; // that one command may lead to

  /** How often the whole states are compared; what is pending always is. */
  private static final int BETWEEN_LOOKS = 20;

  private final Decider<S, C, E, F> decider;
  private final EventCodec<E> codec;
  private final Function<? super S, String> snapshot;
  private final Predicate<? super C> isRepeatable;
  private final List<EncodedEvent> stored = new ArrayList<>();
  private final List<E> read = new ArrayList<>(); // the same, read once
  private final Set<C> accepted = new HashSet<>(); // those that are safe to repeat
  private final OpenEffects<F> open = new OpenEffects<>();
  private final List<String> broken = new ArrayList<>();
  private S state;
  private S replica;
  private int looks;
  private List<F> pending = List.of();

  public CheckedProcess(
      Decider<S, C, E, F> decider,
      EventCodec<E> codec,
      Function<? super S, String> snapshot,
      Predicate<? super C> isRepeatable) {
    this.decider = decider;
    this.codec = codec;
    this.snapshot = snapshot;
    this.isRepeatable = isRepeatable;
    this.state = decider.initial();
    this.replica = decider.initial();
  }

  /** An event with what it asked for and what it settled. */
  public record Happened<E, F>(E event, int decision, List<F> emitted, List<EffectKey> settled) {}

  /** What became of a command. The first decision is its own, those after it follow from it. */
  public record Told<E, F>(Decision<E> decision, List<Happened<E, F>> events) {}

  public S state() {
    return state;
  }

  public List<F> pending() {
    return pending;
  }

  /** What was broken so far. */
  public List<String> broken() {
    return broken;
  }

  /** Everything that is durable, as it is read. */
  public List<E> history() {
    return read;
  }

  /** Decides, stores, and checks the laws. */
  public Told<E, F> tell(C command) {
    List<Happened<E, F>> events = new ArrayList<>();
    Decision<E> first = follow(command, events, true);
    if (!broken.isEmpty()) {
      return new Told<>(first, events);
    }
    boolean isAccepted = first instanceof Decision.Accepted;
    if (isAccepted && accepted.contains(command)) {
      broken.add("idempotence: an old report was accepted again: " + command);
    }
    if (isAccepted != !events.isEmpty()) {
      broken.add("progress: " + command + " was " + first + " and led to " + events);
    }
    for (Happened<E, F> each : events) {
      EncodedEvent written = codec.encode(each.event());
      E event = codec.decode(written);
      expectEqual("replay: an event written and read", each.event(), event);
      stored.add(written);
      read.add(event);
      replica = decider.evolve(replica, event);
    }
    if (isAccepted) {
      checkAccepted(command);
      if (++looks % BETWEEN_LOOKS == 0) {
        checkState(command);
      }
    }
    return new Told<>(first, events);
  }

  /**
   * Whether the state is what was written; so nothing but events has changed it, neither a decision
   * that accepted nothing nor a question.
   */
  public void checkState(Object when) {
    String folded = snapshot.apply(replica);
    String now = snapshot.apply(state);
    if (!folded.equals(now)) {
      broken.add("replay, determinism: after " + when + " " + now + ", but folded " + folded);
    }
  }

  /** The process dies before what follows from a command is durable, and is opened again. */
  public void tellInVain(C command) {
    var unused = follow(command, new ArrayList<>(), false);
    reopen(read);
  }

  /** The process dies and is opened again. */
  public void crash() {
    reopen(stored.stream().map(codec::decode).toList());
    checkState("a crash");
  }

  private void reopen(List<E> history) {
    state = decider.initial();
    for (E each : history) {
      state = decider.evolve(state, each);
    }
    expectEqual("replay: what is pending after a crash", pending, pendingOf(state));
  }

  private Decision<E> follow(C command, List<Happened<E, F>> events, boolean isLasting) {
    Decision<E> first = Decision.unchanged();
    try {
      first = decider.decide(state, command);
      expectEqual("determinism: deciding twice", first, decider.decide(state, command));
      E one = decider.decideOne(state, command);
      if (one != null) {
        expectEqual("determinism: deciding one event", first, Decision.accepted(one));
      }
      Decision<E> decision = first;
      for (int i = 0; decision instanceof Decision.Accepted<E> some; i++) {
        for (E event : some.events()) {
          state = decider.evolve(state, event);
          Recorder recorder = new Recorder(isLasting);
          decider.effects(state, event, recorder);
          events.add(new Happened<>(event, i, recorder.emitted, recorder.settled));
        }
        if (events.size() > MOST_EVENTS) {
          broken.add("cost: " + command + " leads to ever more: " + events.subList(0, 20));
          return first;
        }
        decision = decider.advance(state, command.at());
      }
      if (decision instanceof Decision.Rejected && decision != first) {
        broken.add("totality: advance rejected after " + command + ": " + decision);
      }
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      broken.add("totality: " + command + " threw " + e + " at " + e.getStackTrace()[0]);
    }
    return first;
  }

  private void checkAccepted(C command) {
    pending = pendingOf(replica);
    expectEqual("replay: what is pending", pending, pendingOf(state));
    broken.addAll(open.violations(pending, "after a command"));
    boolean isTerminal = decider.terminal(state);
    if (isTerminal && !pending.isEmpty()) {
      broken.add("agreement: ended after " + command + ", yet pending: " + pending);
    }
    if (!isTerminal && pending.isEmpty() && decider.awaited(state) == null) {
      broken.add("progress: after " + command + " nothing is pending and nobody is awaited");
    }
    Instant at = command.at();
    expectEqual("determinism: advancing again", Decision.unchanged(), decider.advance(state, at));
    if (isRepeatable.test(command)) {
      accepted.add(command);
      Decision<E> again = decider.decide(state, command);
      if (!(again instanceof Decision.Unchanged)) {
        broken.add("idempotence: " + command + ", delivered again, was " + again);
      }
    }
  }

  private List<F> pendingOf(S of) {
    List<F> all = new ArrayList<>();
    decider.pending(of, all::add);
    return all;
  }

  private void expectEqual(String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      broken.add(what + ": expected " + expected + ", found " + found);
    }
  }

  /** What one event asks for. */
  private final class Recorder implements Effects<F> {
    private final boolean isLasting;
    private final List<F> emitted = new ArrayList<>(1);
    private final List<EffectKey> settled = new ArrayList<>(1);

    Recorder(boolean isLasting) {
      this.isLasting = isLasting;
    }

    @Override
    public void emit(F effect) {
      emitted.add(effect);
      if (isLasting) {
        open.emit(effect);
      }
    }

    @Override
    public void settle(EffectKey key) {
      settled.add(key);
      if (isLasting) {
        open.settle(key);
      }
    }
  }
}
