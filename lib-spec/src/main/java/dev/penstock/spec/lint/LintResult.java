package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.spec.SpecSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a linter has to say about one file.
 *
 * @param source the file
 * @param kind what it describes; empty if it looks like no spec
 * @param diagnostics everything there is to say after settings and suppressions, in the order of
 *     the file
 * @param suppressed what comments took back, in the order of the file
 */
public record LintResult(
    SpecSource source,
    Optional<SpecKind> kind,
    List<Diagnostic> diagnostics,
    List<Diagnostic> suppressed) {

  /** Copies the lists. */
  public LintResult {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(kind, "kind");
    diagnostics = List.copyOf(diagnostics);
    suppressed = List.copyOf(suppressed);
  }

  /**
   * What the diagnostics come to.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    return Verdict.of(diagnostics);
  }

  /**
   * The safe fixes of its diagnostics.
   *
   * @return the fixes in the order of the file; empty if people have to decide everything
   */
  public List<Fix> fixes() {
    return diagnostics.stream().flatMap(each -> each.fix().stream()).toList();
  }
}
