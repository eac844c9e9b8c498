package dev.penstock.process;

import java.util.function.Function;

/** What became of a command, told once its events are durable. */
public sealed interface CommandResult {

  /**
   * The command was accepted and its events are durable.
   *
   * @param sequence the sequence number of the last event of its batch, counted from 0 in the
   *     process's stream
   */
  record Accepted(long sequence) implements CommandResult {}

  /** The command changed nothing: it was delivered before, or is no longer of interest. */
  record Unchanged() implements CommandResult {

    /** The one instance that is needed. */
    public static final Unchanged INSTANCE = new Unchanged();
  }

  /**
   * The state of the process forbids the command.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements CommandResult {}

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param accepted called if the command was accepted
   * @param unchanged called if it changed nothing
   * @param rejected called if it was refused
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super Accepted, ? extends R> accepted,
      Function<? super Unchanged, ? extends R> unchanged,
      Function<? super Rejected, ? extends R> rejected) {
    if (this instanceof Accepted result) {
      return accepted.apply(result);
    }
    if (this instanceof Unchanged result) {
      return unchanged.apply(result);
    }
    return rejected.apply((Rejected) this);
  }

  /**
   * The result if it is not a refusal.
   *
   * @return this result
   * @throws RejectedCommandException if the command was refused; its message says why
   */
  default CommandResult orThrow() {
    if (this instanceof Rejected refused) {
      throw new RejectedCommandException(refused.rejection());
    }
    return this;
  }

  /**
   * Whether the command was refused.
   *
   * @return true for {@link Rejected}
   */
  default boolean isRejected() {
    return this instanceof Rejected;
  }
}
