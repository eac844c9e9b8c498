package dev.penstock.process;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decider's answer to a command. An expected refusal is a value, never an exception.
 *
 * @param <E> the events of the process
 */
public sealed interface Decision<E> {

  /**
   * The events that the answer consists of; empty unless accepted.
   *
   * @return the events in order
   */
  default List<E> events() {
    return List.of();
  }

  /**
   * The command means these events: at least one. Immutable; equal to another with equal events.
   *
   * @param <E> the events of the process
   */
  final class Accepted<E> implements Decision<E> {
    private final @Nullable E only; // most decisions are one event, which needs no list
    private final @Nullable List<E> several;

    private Accepted(E only) {
      this.only = Objects.requireNonNull(only, "event");
      this.several = null;
    }

    /** Refuses an empty list: nothing happened is {@link Unchanged}. */
    private Accepted(List<E> several) {
      if (several.isEmpty()) {
        throw new IllegalArgumentException("accepted without events; use unchanged()");
      }
      this.only = null;
      this.several = several;
    }

    /**
     * How many events there are.
     *
     * @return at least 1
     */
    public int size() {
      return several == null ? 1 : several.size();
    }

    /**
     * One of the events.
     *
     * @param index from 0
     * @return the event
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public E event(int index) {
      E first = only;
      return first == null || index != 0 ? events().get(index) : first;
    }

    @Override
    public List<E> events() {
      E first = only;
      return first == null ? Objects.requireNonNull(several) : List.of(first);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Accepted<?> accepted && events().equals(accepted.events());
    }

    @Override
    public int hashCode() {
      return events().hashCode();
    }

    @Override
    public String toString() {
      return "Accepted" + events();
    }
  }

  /**
   * The command was understood and changes nothing: it was delivered before, or is no longer of
   * interest.
   *
   * @param <E> the events of the process
   */
  record Unchanged<E>() implements Decision<E> {
    private static final Unchanged<?> INSTANCE = new Unchanged<>();
  }

  /**
   * The state forbids the command.
   *
   * @param <E> the events of the process
   * @param rejection why
   */
  record Rejected<E>(Rejection rejection) implements Decision<E> {}

  /**
   * Accepts with one event.
   *
   * @param <E> the events of the process
   * @param event the event
   * @return the decision
   */
  static <E> Decision<E> accepted(E event) {
    return new Accepted<>(event);
  }

  /**
   * Accepts with several events.
   *
   * @param <E> the events of the process
   * @param events at least one, in order; not copied, so the caller must not change the list
   *     afterwards
   * @return the decision
   */
  static <E> Decision<E> accepted(List<E> events) {
    return new Accepted<>(events);
  }

  /**
   * Accepts with several events, or answers unchanged if there are none.
   *
   * @param <E> the events of the process
   * @param events the events in order, perhaps none; not copied
   * @return the decision
   */
  static <E> Decision<E> of(List<E> events) {
    return events.isEmpty() ? unchanged() : new Accepted<>(events);
  }

  /**
   * Answers that nothing changes.
   *
   * @param <E> the events of the process
   * @return the decision, always the same object
   */
  @SuppressWarnings("unchecked") // holds no events, so it fits every type of them
  static <E> Decision<E> unchanged() {
    return (Decision<E>) Unchanged.INSTANCE;
  }

  /**
   * Refuses.
   *
   * @param <E> the events of the process
   * @param code a stable, dotted identifier that programs match, such as {@code
   *     approval.stale-token}
   * @param reason one sentence for a person: what was found and what is allowed
   * @return the decision
   */
  static <E> Decision<E> rejected(String code, String reason) {
    return new Rejected<>(new Rejection(code, reason));
  }
}
