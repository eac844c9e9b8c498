package dev.penstock.process.simulation;

import dev.penstock.process.Checkpointing;
import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import dev.penstock.process.EventCodec;
import dev.penstock.process.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Puts a decider through one random history and returns which laws it broke: the list is empty if
 * it obeyed them all.
 *
 * <pre>{@code
 * DeciderLaws<ShiftState, ShiftCommand, ShiftEvent, ShiftEffect> laws =
 *     new DeciderLaws<>(new ShiftDecider(), codec, ShiftState::toString, commands, ShiftCommand::isReport);
 * assertEquals(List.of(), laws.violations(new SplittableRandom(seed), 200));
 * }</pre>
 *
 * <p>The laws checked after each command: <b>replay</b> (folding the written and read events gives
 * the same state), <b>idempotence</b> (a report delivered again is unchanged), <b>totality</b>
 * (nothing is thrown), <b>progress</b> (what has not ended has something pending or names who owes
 * a decision), <b>determinism</b> (the same question gets the same answer, and asking changes
 * nothing), <b>checkpoints</b> if the decider is {@link Checkpointing} (the state folded from a
 * checkpoint is that folded from the events), and <b>agreement</b> (what is pending is what was
 * asked for less what was settled; an ended process has nothing pending). The law of <b>cost</b> is
 * about growth and needs a measurement of its own.
 *
 * <p>Immutable. The functions given must be pure.
 *
 * @param <S> the state of one process
 * @param <C> what it can be told
 * @param <E> the facts that it records
 * @param <F> what it asks of its host
 */
public final class DeciderLaws<S, C extends Command, E, F extends Effect> {
  private final Decider<S, C, E, F> decider;
  private final EventCodec<E> codec;
  private final Function<? super S, ?> snapshot;
  private final CommandSource<S, C, F> source;
  private final Function<? super C, Boolean> isRepeatable;

  /**
   * Takes what the laws need to know.
   *
   * @param decider the decider to check
   * @param codec how its events are written
   * @param snapshot makes an immutable value of everything in a state, with {@code equals}
   * @param source makes the next command of a history
   * @param isRepeatable whether a command, delivered again right after it was accepted, must be
   *     unchanged: true for reports and for orders with a token
   */
  public DeciderLaws(
      Decider<S, C, E, F> decider,
      EventCodec<E> codec,
      Function<? super S, ?> snapshot,
      CommandSource<S, C, F> source,
      Function<? super C, Boolean> isRepeatable) {
    this.decider = Objects.requireNonNull(decider, "decider");
    this.codec = Objects.requireNonNull(codec, "codec");
    this.snapshot = Objects.requireNonNull(snapshot, "snapshot");
    this.source = Objects.requireNonNull(source, "source");
    this.isRepeatable = Objects.requireNonNull(isRepeatable, "isRepeatable");
  }

  /**
   * Makes the commands of a history.
   *
   * @param <S> the state of one process
   * @param <C> what it can be told
   * @param <F> what it asks of its host
   */
  @FunctionalInterface
  public interface CommandSource<S, C, F> {

    /**
     * The next command: sensible or not, now or late, of this attempt or an older one.
     *
     * @param state the present state, not to be changed
     * @param pending what is open
     * @param random where choices come from
     * @return the command
     */
    C next(S state, List<F> pending, RandomGenerator random);
  }

  /**
   * Plays one history.
   *
   * @param random where all choices come from, so that a seed repeats the history
   * @param commands how many commands it has
   * @return what was broken, each with what was expected and what was there; empty if nothing was
   */
  public List<String> violations(RandomGenerator random, int commands) {
    return new History().play(random, commands);
  }

  /**
   * Plays one history and returns its events, for tests that want to see every kind of event.
   *
   * @param random where all choices come from
   * @param commands how many commands it has
   * @return the events in order
   */
  public List<E> events(RandomGenerator random, int commands) {
    History history = new History();
    history.play(random, commands);
    return history.events;
  }

  /** One history under way. */
  private final class History {
    private final List<E> events = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final List<C> reports = new ArrayList<>();
    private final OpenEffects<F> open = new OpenEffects<>();
    private S state = decider.initial();

    List<String> play(RandomGenerator random, int commands) {
      for (int i = 0; i < commands && broken.isEmpty(); i++) {
        boolean isOld = !reports.isEmpty() && random.nextInt(8) == 0;
        C command =
            isOld
                ? reports.get(random.nextInt(reports.size()))
                : source.next(state, pending(state), random);
        try {
          tell(command, isOld);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
          broken.add("totality: " + command + " threw " + e + " at " + e.getStackTrace()[0]);
        }
      }
      if (broken.isEmpty()) {
        replay();
        try {
          compact(random);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
          broken.add("checkpoint: threw " + e + " at " + e.getStackTrace()[0]);
        }
      }
      return broken;
    }

    private void tell(C command, boolean isOld) {
      Object before = snapshot.apply(state);
      Decision<E> decision = decider.decide(state, command);
      expectEqual("determinism: deciding twice", decision, decider.decide(state, command));
      E one = decider.decideOne(state, command);
      if (one != null) {
        expectEqual("determinism: deciding one event", decision, Decision.accepted(one));
      }
      expectEqual("determinism: deciding must not change the state", before, snapshot.apply(state));
      if (isOld && decision instanceof Decision.Accepted) {
        broken.add("idempotence: an old report was accepted again: " + command + " as " + decision);
      }
      int first = events.size();
      while (decision instanceof Decision.Accepted<E> accepted) {
        accepted.events().forEach(this::apply);
        if (events.size() - first > 1_000_000) {
          broken.add("progress: advance goes on for ever after " + command);
          return;
        }
        Object now = snapshot.apply(state);
        decision = decider.advance(state, command.at());
        expectEqual("determinism: advancing must not change the state", now, snapshot.apply(state));
        if (decision instanceof Decision.Rejected) {
          broken.add("totality: advance rejected after " + command + ": " + decision);
        }
      }
      if (events.size() > first) {
        check(command);
      }
    }

    private void apply(E event) {
      events.add(event);
      state = decider.evolve(state, event);
      decider.effects(state, event, open);
    }

    private void check(C command) {
      List<F> pending = pending(state);
      broken.addAll(open.violations(pending, "after " + command));
      boolean isTerminal = decider.terminal(state);
      if (isTerminal && !pending.isEmpty()) {
        broken.add("agreement: ended after " + command + ", yet pending: " + pending);
      }
      if (!isTerminal && pending.isEmpty() && decider.awaited(state) == null) {
        broken.add(
            "progress: not ended after "
                + command
                + ", but nothing is pending and nobody is awaited");
      }
      if (isRepeatable.apply(command)) {
        reports.add(command);
        Decision<E> again = decider.decide(state, command);
        if (!(again instanceof Decision.Unchanged)) {
          broken.add("idempotence: " + command + ", delivered again, was " + again);
        }
      }
    }

    private void replay() {
      S folded = decider.initial();
      for (E event : events) {
        E read = codec.decode(codec.encode(event));
        expectEqual("replay: an event written and read", event, read);
        folded = decider.evolve(folded, read);
      }
      expectEqual("replay: the folded state", snapshot.apply(state), snapshot.apply(folded));
      expectEqual("replay: what is pending", pending(state), pending(folded));
    }

    /** A checkpoint anywhere, and another one after it, must change nothing that follows. */
    @SuppressWarnings("unchecked") // a decider checkpoints its own events
    void compact(RandomGenerator random) {
      if (events.isEmpty() || !(decider instanceof Checkpointing<?> able)) {
        return;
      }
      List<E> left = events;
      for (int i = 0; i < 3 && broken.isEmpty(); i++) {
        Retention retention = random.nextBoolean() ? Retention.NOTHING : Retention.EVERYTHING;
        Checkpointing.Digest<E> digest = ((Checkpointing<E>) able).digest(retention);
        int next = 1 + random.nextInt(left.size());
        left.subList(0, next).forEach(digest::add);
        E checkpoint = digest.checkpoint();
        E read = codec.decode(codec.encode(checkpoint));
        expectEqual("checkpoint: one written and read", checkpoint, read);
        S full = fold(left.subList(0, next));
        S small = fold(List.of(read));
        expectEqual("checkpoint: the state", snapshot.apply(full), snapshot.apply(small));
        expectEqual("checkpoint: what is pending", pending(full), pending(small));
        List<E> compacted = new ArrayList<>(List.of(read));
        compacted.addAll(left.subList(next, left.size()));
        left = compacted;
      }
      S small = fold(left);
      expectEqual(
          "checkpoint: the state after what follows", snapshot.apply(state), snapshot.apply(small));
      expectEqual("checkpoint: what is pending at the end", pending(state), pending(small));
      for (int i = 0; i < 10; i++) {
        C command = source.next(state, pending(state), random);
        expectEqual(
            "checkpoint: the answer to " + command,
            decider.decide(state, command),
            decider.decide(small, command));
      }
    }

    private S fold(List<E> of) {
      S folded = decider.initial();
      for (E event : of) {
        folded = decider.evolve(folded, event);
      }
      return folded;
    }

    private List<F> pending(S of) {
      List<F> pending = new ArrayList<>();
      decider.pending(of, pending::add);
      return pending;
    }

    private void expectEqual(
        String what, @org.jspecify.annotations.Nullable Object expected, Object found) {
      if (!Objects.equals(expected, found)) {
        broken.add(what + ": expected " + expected + ", found " + found);
      }
    }
  }
}
