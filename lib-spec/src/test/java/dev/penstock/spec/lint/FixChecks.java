package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Severity;
import dev.penstock.diagnostic.TextEdit;
import dev.penstock.spec.SpecSource;
import java.util.List;

/** What must hold for the fixes of any file. */
final class FixChecks {

  private FixChecks() {}

  /** Mends a file, and compares it before and after. */
  static void check(SpecSource source, Linter linter, SpecKind kind) {
    LintResult before = linter.lint(source, kind);
    for (Fix fix : before.fixes()) {
      String mended = fix.applyTo(source.text());
      int change = fix.edits().stream().mapToInt(FixChecks::growth).sum();
      if (fix.edits().stream().allMatch(edit -> edit.start().equals(edit.end()))) {
        assertEquals(source.text().length() + change, mended.length(), fix::toString);
      }
      LintResult alone = linter.lint(new SpecSource(source.name(), mended), kind);
      assertTrue(
          errors(alone) <= errors(before), () -> source.name() + " " + fix + alone.diagnostics());
    }
    assertTrue(errors(settled(source, linter, kind)) <= errors(before), source::name);
  }

  /**
   * Mends a file until there is nothing left to mend; what is mended may have faults of its own.
   */
  static LintResult settled(SpecSource source, Linter linter, SpecKind kind) {
    SpecSource mended = linter.fix(source, kind);
    LintResult after = linter.lint(mended, kind);
    assertEquals(List.of(), after.fixes(), () -> source.name() + ":\n" + mended.text());
    if (linter.lint(source, kind).fixes().isEmpty()) {
      assertEquals(source, mended);
    }
    return after;
  }

  private static int growth(TextEdit edit) {
    return edit.replacement().length();
  }

  private static long errors(LintResult result) {
    return result.diagnostics().stream()
        .map(Diagnostic::severity)
        .filter(Severity.ERROR::equals)
        .count();
  }
}
