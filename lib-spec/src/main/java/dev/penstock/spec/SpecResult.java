package dev.penstock.spec;

import dev.penstock.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The outcome of reading a spec. A file with faults is an expected answer, never an exception.
 *
 * <pre>{@code
 * String answer = Buildspec.read(source).fold(
 *     accepted -> accepted.spec().phases().size() + " phases",
 *     refused -> source.listing(refused.diagnostics()));
 * }</pre>
 *
 * @param <T> what was read
 */
public sealed interface SpecResult<T> {

  /**
   * The spec can be used.
   *
   * @param spec what was read
   * @param warnings warnings and notes in the order of the file; none of them is an error
   * @param <T> what was read
   */
  record Accepted<T>(T spec, List<Diagnostic> warnings) implements SpecResult<T> {

    /** Copies the list. */
    public Accepted {
      Objects.requireNonNull(spec, "spec");
      warnings = List.copyOf(warnings);
    }

    @Override
    public List<Diagnostic> diagnostics() {
      return warnings;
    }

    @Override
    public <R> R fold(
        Function<? super Accepted<T>, ? extends R> accepted,
        Function<? super Refused<T>, ? extends R> refused) {
      return accepted.apply(this);
    }
  }

  /**
   * The spec cannot be used.
   *
   * @param diagnostics everything there is to say, in the order of the file; at least one error
   * @param <T> what would have been read
   */
  record Refused<T>(List<Diagnostic> diagnostics) implements SpecResult<T> {

    /** Copies the list; refuses an empty one. */
    public Refused {
      diagnostics = List.copyOf(diagnostics);
      if (diagnostics.isEmpty()) {
        throw new IllegalArgumentException("a refusal needs at least one diagnostic");
      }
    }

    @Override
    public <R> R fold(
        Function<? super Accepted<T>, ? extends R> accepted,
        Function<? super Refused<T>, ? extends R> refused) {
      return refused.apply(this);
    }
  }

  /**
   * Everything there is to say about the file.
   *
   * @return errors, warnings and notes in the order of the file
   */
  List<Diagnostic> diagnostics();

  /**
   * Calls exactly one of the functions.
   *
   * @param accepted called if the spec can be used
   * @param refused called if it cannot
   * @param <R> the answer
   * @return what that function answered
   */
  <R> R fold(
      Function<? super Accepted<T>, ? extends R> accepted,
      Function<? super Refused<T>, ? extends R> refused);
}
