package dev.penstock.diagnostic;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of reading what a person wrote. A faulty text is an expected answer, never an
 * exception.
 *
 * @param <T> what was read
 */
public sealed interface ReadResult<T> {

  /**
   * The text can be used.
   *
   * @param value what was read
   * @param warnings in the order of the text; none of them is an error
   * @param <T> what was read
   */
  record Accepted<T>(T value, List<Diagnostic> warnings) implements ReadResult<T> {

    /** Copies the list. */
    public Accepted {
      Objects.requireNonNull(value, "value");
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The text cannot be used.
   *
   * @param diagnostics everything there is to say, in the order of the text; at least one
   * @param partial what could be read all the same, for showing and never for use: whatever is
   *     faulty is missing in it or has its default; empty if nothing could be read
   * @param <T> what would have been read
   */
  record Refused<T>(List<Diagnostic> diagnostics, Optional<T> partial) implements ReadResult<T> {

    /** Copies the list; refuses an empty one. */
    public Refused {
      diagnostics = List.copyOf(diagnostics);
      Objects.requireNonNull(partial, "partial");
      if (diagnostics.isEmpty()) {
        throw new IllegalArgumentException("a refusal needs at least one diagnostic");
      }
    }

    /**
     * A refusal of a text of which nothing could be read.
     *
     * @param diagnostics everything there is to say; at least one
     */
    public Refused(List<Diagnostic> diagnostics) {
      this(diagnostics, Optional.empty());
    }
  }

  /**
   * Everything there is to say about the text.
   *
   * @return errors and warnings in the order of the text
   */
  default List<Diagnostic> diagnostics() {
    return fold(Accepted::warnings, Refused::diagnostics);
  }

  /**
   * As much as could be read, for editors and views; only what was accepted may be used.
   *
   * @return what was accepted, or the readable part of what was refused
   */
  default Optional<T> readable() {
    return fold(accepted -> Optional.of(accepted.value()), Refused::partial);
  }

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param accepted called if the text can be used
   * @param refused called if it cannot
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super Accepted<T>, ? extends R> accepted,
      Function<? super Refused<T>, ? extends R> refused) {
    return this instanceof Accepted<T> result
        ? accepted.apply(result)
        : refused.apply((Refused<T>) this);
  }

  /**
   * What was read, for texts that stand in code.
   *
   * @param subject what it is, such as {@code policy}
   * @return what was read
   * @throws InvalidDefinitionException if it was refused; with every fault
   */
  default T orElseThrow(String subject) {
    if (this instanceof Accepted<T> result) {
      return result.value();
    }
    throw new InvalidDefinitionException(subject, diagnostics());
  }
}
