package dev.penstock.spec.tree;

import com.google.common.base.CharMatcher;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What readers found in one source. Confined to one thread. */
public final class Findings {

  private static final Position START = new Position(1, 1);
  private static final Comparator<Diagnostic> BY_POSITION =
      (one, other) -> place(one).compareTo(place(other));

  private final String source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<String> printableHints = new HashSet<>(); // many faults share few hints
  private boolean hasErrors;
  private boolean isClosed;

  /**
   * Nothing found yet.
   *
   * @param source the source's name
   */
  public Findings(String source) {
    this.source = source;
  }

  /**
   * Reports at a node.
   *
   * @param rule the rule
   * @param at where
   * @param path which part
   * @param found what was found
   */
  public void report(Rule rule, Node at, DocumentPath path, String found) {
    report(rule, at, path, found, "", "");
  }

  /**
   * Reports at a node, with a way out.
   *
   * @param rule the rule
   * @param at where
   * @param path which part
   * @param found what was found
   * @param allowed what is allowed; may be empty
   * @param hint what to do; may be empty
   */
  public void report(
      Rule rule, Node at, DocumentPath path, String found, String allowed, String hint) {
    report(rule, rule.severity(), at, path, found, allowed, hint);
  }

  /**
   * Reports at a node, with a severity that the place decides.
   *
   * @param rule the rule
   * @param severity how much it matters here
   * @param at where
   * @param path which part
   * @param found what was found
   * @param allowed what is allowed; may be empty
   * @param hint what to do; may be empty
   */
  public void report(
      Rule rule,
      Severity severity,
      Node at,
      DocumentPath path,
      String found,
      String allowed,
      String hint) {
    report(rule, severity, at, path, found, allowed, hint, Optional.empty());
  }

  /**
   * Reports at a node, with a safe way to mend it.
   *
   * @param rule the rule
   * @param at where
   * @param path which part
   * @param found what was found
   * @param allowed what is allowed; may be empty
   * @param hint what to do; may be empty
   * @param fix what mends it, such as {@link Scalar#replacedBy}; empty if a person has to decide
   */
  public void report(
      Rule rule,
      Node at,
      DocumentPath path,
      String found,
      String allowed,
      String hint,
      Optional<Fix> fix) {
    report(rule, rule.severity(), at, path, found, allowed, hint, fix);
  }

  /**
   * Reports at a node, with a severity that the place decides and a safe way to mend it.
   *
   * @param rule the rule
   * @param severity how much it matters here
   * @param at where
   * @param path which part
   * @param found what was found
   * @param allowed what is allowed; may be empty
   * @param hint what to do; may be empty
   * @param fix what mends it; empty if a person has to decide
   */
  public void report(
      Rule rule,
      Severity severity,
      Node at,
      DocumentPath path,
      String found,
      String allowed,
      String hint,
      Optional<Fix> fix) {
    add(rule, severity, at.position(), at.end(), path, found, allowed, hint, fix);
  }

  /**
   * Reports at a place where no node begins.
   *
   * @param rule the rule
   * @param severity how much it matters here
   * @param at where
   * @param found what was found
   * @param hint what to do; may be empty
   */
  public void report(Rule rule, Severity severity, Position at, String found, String hint) {
    add(rule, severity, at, null, DocumentPath.ROOT, found, "", hint, Optional.empty());
  }

  /**
   * Takes a diagnostic that other rules made.
   *
   * @param diagnostic what they found
   * @param at where it is in this source
   * @param path which part of this source
   */
  public void take(Diagnostic diagnostic, Node at, String path) {
    if (isClosed) {
      return;
    }
    hasErrors |= diagnostic.severity() == Severity.ERROR;
    diagnostics.add(
        new Diagnostic(
            diagnostic.severity(),
            diagnostic.rule(),
            source,
            at.position(),
            at.end(),
            printable(path),
            printable(diagnostic.found()),
            printable(diagnostic.allowed()),
            printable(diagnostic.hint()),
            diagnostic.reference(),
            diagnostic.fix()));
  }

  /**
   * Takes what other findings of the same source hold.
   *
   * @param other the diagnostics
   */
  public void takeAll(List<Diagnostic> other) {
    if (isClosed) {
      return;
    }
    hasErrors |= other.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    diagnostics.addAll(other);
  }

  /**
   * Everything that was found so far.
   *
   * @return a copy, in the order of the file
   */
  public List<Diagnostic> found() {
    return List.copyOf(ordered());
  }

  void add(
      Rule rule,
      Severity severity,
      Position position,
      @Nullable Position end,
      DocumentPath path,
      String found,
      String allowed,
      String hint,
      Optional<Fix> fix) {
    if (isClosed) {
      return;
    }
    hasErrors |= severity == Severity.ERROR;
    diagnostics.add(
        new Diagnostic(
            severity,
            rule.id(),
            source,
            position,
            end,
            path.toString(),
            printable(found),
            allowed,
            printableHint(hint),
            rule.reference(),
            fix));
  }

  /**
   * Takes nothing more: the rest of the text is missing, and whatever is found in what comes before
   * would be an echo of that.
   */
  void close() {
    isClosed = true;
  }

  /** Keys may hold line ends and terminal controls, which must not reach a person's screen. */
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return CharMatcher.javaIsoControl().replaceFrom(text, '\uFFFD');
      }
    }
    return text;
  }

  private String printableHint(String hint) {
    if (printableHints.contains(hint)) {
      return hint;
    }
    String printable = printable(hint);
    printableHints.add(printable);
    return printable;
  }

  private static Position place(Diagnostic diagnostic) {
    Position position = diagnostic.position();
    return position == null ? START : position;
  }

  /**
   * Ends reading where nothing could be read at all.
   *
   * @param <T> what would have been read
   * @return a refusal
   */
  public <T> ReadResult<T> refuse() {
    return new ReadResult.Refused<>(ordered());
  }

  /**
   * Ends reading.
   *
   * @param spec what was read
   * @param <T> what was read
   * @return the spec with its warnings, or a refusal with what could be read if there was an error
   */
  public <T> ReadResult<T> conclude(T spec) {
    return hasErrors
        ? new ReadResult.Refused<>(ordered(), Optional.of(spec))
        : new ReadResult.Accepted<>(spec, ordered());
  }

  /**
   * Ends reading where specs refuse faulty parts when they are built.
   *
   * @param spec builds what was read; throws an {@link IllegalArgumentException} only if there was
   *     an error
   * @param <T> what was read
   * @return the spec with its warnings, or a refusal, with what could be read if it can be built
   */
  public <T> ReadResult<T> concludeWith(Supplier<T> spec) {
    if (!hasErrors) {
      return conclude(spec.get());
    }
    try {
      return conclude(spec.get());
    } catch (IllegalArgumentException e) {
      return refuse(); // what is wrong with it was reported
    }
  }

  private List<Diagnostic> ordered() {
    diagnostics.sort(BY_POSITION);
    return diagnostics;
  }
}
