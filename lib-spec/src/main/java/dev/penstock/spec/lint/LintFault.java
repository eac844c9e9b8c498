package dev.penstock.spec.lint;

import static dev.penstock.diagnostic.Severity.ERROR;
import static dev.penstock.diagnostic.Severity.WARNING;

import dev.penstock.diagnostic.Severity;

/** What the linter itself finds. */
enum LintFault {
  UNKNOWN_KIND("lint.unknown-kind", ERROR),
  NO_REASON("lint.no-reason", WARNING),
  NO_EFFECT("lint.no-effect", WARNING),
  UNKNOWN_RULE("lint.unknown-rule", WARNING),
  ERROR_STAYS("lint.error-stays", WARNING);

  private final String id;
  private final Severity severity;

  LintFault(String id, Severity severity) {
    this.id = id;
    this.severity = severity;
  }

  String id() {
    return id;
  }

  Severity severity() {
    return severity;
  }
}
