package dev.penstock.diagnostic;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fault: where, what was found, what is allowed, a hint, and the id of the rule.
 *
 * <p>Programs match {@link #rule()} and the other parts; people read {@link #toString()}:
 *
 * <pre>
 * buildspec.yml:7:3: phases.prebuild: unknown phase "prebuild"; allowed: install, pre_build; did you mean "pre_build"? [BS033]
 * </pre>
 *
 * @param severity how much it matters
 * @param rule the stable id of the rule, such as {@code pipeline.run-order}
 * @param source the file's or definition's name; empty if there is none
 * @param position where in the file; null for a definition made in code
 * @param end just behind the last character that it is about; null if only its beginning is known
 * @param path which part of the document, such as {@code stages[1].actions[0].runOrder}; empty for
 *     the whole
 * @param found what was found, as a sentence part
 * @param allowed what is allowed; empty if there is nothing to list
 * @param hint what to do, or what was probably meant; empty if nobody knows
 * @param reference the rule's id in the tables of rules that the library follows, such as {@code
 *     P-147}; empty if it has none there
 * @param fix a safe way to mend it; empty if a person has to decide
 */
public record Diagnostic(
    Severity severity,
    String rule,
    String source,
    @Nullable Position position,
    @Nullable Position end,
    String path,
    String found,
    String allowed,
    String hint,
    String reference,
    Optional<Fix> fix) {

  /**
   * All parts but the positions are required, though most may be empty.
   *
   * @throws IllegalArgumentException if it ends before it begins, or without a beginning
   */
  public Diagnostic {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(allowed, "allowed");
    Objects.requireNonNull(hint, "hint");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(fix, "fix");
    if (end != null && (position == null || end.compareTo(position) < 0)) {
      throw new IllegalArgumentException("ends at " + end + ", begins at " + position);
    }
  }

  /**
   * A diagnostic of which only the beginning is known.
   *
   * @param severity how much it matters
   * @param rule the stable id of the rule
   * @param source the file's or definition's name, or an empty text
   * @param position where in the file, or null
   * @param path which part of the document
   * @param found what was found
   * @param allowed what is allowed, or an empty text
   * @param hint what to do, or an empty text
   * @param reference the rule's id in the tables of rules, or an empty text
   */
  public Diagnostic(
      Severity severity,
      String rule,
      String source,
      @Nullable Position position,
      String path,
      String found,
      String allowed,
      String hint,
      String reference) {
    this(
        severity,
        rule,
        source,
        position,
        null,
        path,
        found,
        allowed,
        hint,
        reference,
        Optional.empty());
  }

  /**
   * A diagnostic whose rule is in no table.
   *
   * @param severity how much it matters
   * @param rule the stable id of the rule
   * @param source the file's or definition's name, or an empty text
   * @param position where in the file, or null
   * @param path which part of the document
   * @param found what was found
   * @param allowed what is allowed, or an empty text
   * @param hint what to do, or an empty text
   */
  public Diagnostic(
      Severity severity,
      String rule,
      String source,
      @Nullable Position position,
      String path,
      String found,
      String allowed,
      String hint) {
    this(severity, rule, source, position, path, found, allowed, hint, "");
  }

  /**
   * An error without a place in a file.
   *
   * @param rule the stable id of the rule
   * @param path which part of the definition
   * @param found what was found
   * @param allowed what is allowed, or an empty text
   * @return the diagnostic
   */
  public static Diagnostic error(String rule, String path, String found, String allowed) {
    return new Diagnostic(Severity.ERROR, rule, "", null, path, found, allowed, "");
  }

  /**
   * The same diagnostic about a named source.
   *
   * @param name the file's or definition's name
   * @return a copy
   */
  public Diagnostic withSource(String name) {
    return new Diagnostic(
        severity, rule, name, position, end, path, found, allowed, hint, reference, fix);
  }

  /**
   * The same diagnostic with a hint.
   *
   * @param text what to do, or what was probably meant
   * @return a copy
   */
  public Diagnostic withHint(String text) {
    return new Diagnostic(
        severity, rule, source, position, end, path, found, allowed, text, reference, fix);
  }

  /**
   * The same diagnostic with the rule's id in the tables of rules.
   *
   * @param id such as {@code P-147}
   * @return a copy
   */
  public Diagnostic withReference(String id) {
    return new Diagnostic(
        severity, rule, source, position, end, path, found, allowed, hint, id, fix);
  }

  /**
   * The same diagnostic, mattering more or less.
   *
   * @param other how much it matters
   * @return a copy
   */
  public Diagnostic withSeverity(Severity other) {
    return new Diagnostic(
        other, rule, source, position, end, path, found, allowed, hint, reference, fix);
  }

  /**
   * The same diagnostic at a place in its source, of which only the beginning is known.
   *
   * @param place the place
   * @return a copy
   */
  public Diagnostic withPosition(Position place) {
    return new Diagnostic(
        severity, rule, source, place, null, path, found, allowed, hint, reference, fix);
  }

  /**
   * The same diagnostic about a part of its source.
   *
   * @param from where the part begins
   * @param to just behind its last character
   * @return a copy
   */
  public Diagnostic withRange(Position from, Position to) {
    return new Diagnostic(
        severity, rule, source, from, to, path, found, allowed, hint, reference, fix);
  }

  /**
   * The same diagnostic with a way to mend it.
   *
   * @param mending the fix
   * @return a copy
   */
  public Diagnostic withFix(Fix mending) {
    return new Diagnostic(
        severity,
        rule,
        source,
        position,
        end,
        path,
        found,
        allowed,
        hint,
        reference,
        Optional.of(mending));
  }

  /**
   * Where in the file, if it is a file.
   *
   * @return the position, or empty
   */
  public Optional<Position> place() {
    return Optional.ofNullable(position);
  }

  /** The diagnostic as one line for a person. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!source.isEmpty()) {
      text.append(source).append(':');
    }
    if (position != null) {
      text.append(position).append(':');
    }
    if (text.length() > 0) {
      text.append(' ');
    }
    if (severity != Severity.ERROR) {
      text.append(severity.name().toLowerCase(java.util.Locale.ROOT)).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(found);
    if (!allowed.isEmpty()) {
      text.append("; allowed: ").append(allowed);
    }
    if (!hint.isEmpty()) {
      text.append("; ").append(hint);
    }
    text.append(" [").append(rule);
    if (!reference.isEmpty()) {
      text.append(' ').append(reference);
    }
    return text.append(']').toString();
  }
}
