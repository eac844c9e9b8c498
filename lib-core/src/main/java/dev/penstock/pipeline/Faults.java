package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import java.util.Set;

/** Takes the faults of one definition under one conformance; the same fault counts once. */
final class Faults {
  private final String pipeline;
  private final Conformance conformance;
  private final Set<Diagnostic> found;

  Faults(String pipeline, Conformance conformance, Set<Diagnostic> found) {
    this.pipeline = pipeline;
    this.conformance = conformance;
    this.found = found;
  }

  /**
   * Reports an error.
   *
   * @param id the rule's own name, without the conformance
   * @param reference the rule in the table, or an empty text
   */
  void error(String id, String reference, String path, String what, String allowed) {
    report(Severity.ERROR, id, reference, path, what, allowed, "");
  }

  void error(String id, String reference, String path, String what, String allowed, String hint) {
    report(Severity.ERROR, id, reference, path, what, allowed, hint);
  }

  void warning(String id, String reference, String path, String what, String allowed) {
    report(Severity.WARNING, id, reference, path, what, allowed, "");
  }

  void warning(String id, String reference, String path, String what, String allowed, String hint) {
    report(Severity.WARNING, id, reference, path, what, allowed, hint);
  }

  /** Reports a text that is too short or too long. */
  void length(String id, String reference, String path, String value, int least, int most) {
    if (value.length() < least || value.length() > most) {
      error(
          id,
          reference,
          path,
          value.length() + " characters",
          least + " to " + most + " characters");
    }
  }

  /** Reports a list that is too short or too long. */
  void count(String id, String reference, String path, int size, int least, int most) {
    if (size < least || size > most) {
      error(
          id,
          reference,
          path,
          "" + size,
          least == most ? "exactly " + least : least + " to " + most);
    }
  }

  /** Takes a fault that other rules found, under their own id. */
  void add(Diagnostic fault) {
    found.add(fault.withSource(pipeline));
  }

  private void report(
      Severity severity,
      String id,
      String reference,
      String path,
      String what,
      String allowed,
      String hint) {
    found.add(
        new Diagnostic(
            severity,
            conformance.prefix() + id,
            pipeline,
            null,
            path,
            what,
            allowed,
            hint,
            reference));
  }
}
