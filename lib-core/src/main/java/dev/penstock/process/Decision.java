package dev.penstock.process;

import java.util.List;

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
   * The command means these events.
   *
   * @param <E> the events of the process
   * @param events at least one, in order
   */
  record Accepted<E>(@Override List<E> events) implements Decision<E> {

    /** Refuses an empty list: nothing happened is {@link Unchanged}. */
    public Accepted {
      if (events.isEmpty()) {
        throw new IllegalArgumentException("accepted without events; use unchanged()");
      }
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
    return new Accepted<>(List.of(event));
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
