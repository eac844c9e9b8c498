package dev.penstock.spec.lint;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import java.util.List;
import java.util.Locale;

/** What the diagnostics of a file come to. */
public enum Verdict {
  /** Nothing but notes. */
  VALID,
  /** Warnings, and no error. */
  WARNS,
  /** Errors. */
  INVALID;

  static Verdict of(List<Diagnostic> diagnostics) {
    Verdict verdict = VALID;
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Severity.ERROR) {
        return INVALID;
      }
      verdict = diagnostic.severity() == Severity.WARNING ? WARNS : verdict;
    }
    return verdict;
  }

  /**
   * The word for it in reports.
   *
   * @return {@code valid}, {@code warns} or {@code invalid}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
