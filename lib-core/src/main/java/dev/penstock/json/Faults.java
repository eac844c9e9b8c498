package dev.penstock.json;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong with one document. Confined to one thread. */
public final class Faults {
  private final String source;
  private final String prefix;
  private final List<Diagnostic> found = new ArrayList<>();

  /**
   * Starts without faults.
   *
   * @param source the document's name; may be empty
   * @param prefix what rule ids begin with, such as {@code policy}
   */
  public Faults(String source, String prefix) {
    this.source = Objects.requireNonNull(source, "source");
    this.prefix = Objects.requireNonNull(prefix, "prefix");
  }

  /**
   * Reports an error.
   *
   * @param rule the rule's name without the prefix
   * @param at where
   * @param path in which part
   * @param found what was found
   * @param allowed what is allowed; may be empty
   */
  public void report(String rule, Position at, String path, String found, String allowed) {
    report(rule, at, path, found, allowed, "");
  }

  /**
   * Reports an error with a hint.
   *
   * @param rule the rule's name without the prefix
   * @param at where
   * @param path in which part
   * @param found what was found
   * @param allowed what is allowed; may be empty
   * @param hint what to do; may be empty
   */
  public void report(
      String rule, Position at, String path, String found, String allowed, String hint) {
    this.found.add(
        new Diagnostic(
            Severity.ERROR, prefix + "." + rule, source, at, path, found, allowed, hint));
  }

  /**
   * Reports something that probably does not mean what its author thinks.
   *
   * @param rule the rule's name without the prefix
   * @param at where
   * @param path in which part
   * @param found what was found
   * @param hint what to do
   */
  public void warn(String rule, Position at, String path, String found, String hint) {
    this.found.add(
        new Diagnostic(Severity.WARNING, prefix + "." + rule, source, at, path, found, "", hint));
  }

  /**
   * Reports every key that is not known.
   *
   * @param object whose keys
   * @param path where the object stands
   * @param known the keys that are allowed, in the order in which to name them
   */
  public void unknownKeys(JsonValue.JsonObject object, String path, Set<String> known) {
    for (JsonValue.Member member : object.members().values()) {
      if (!known.contains(member.key())) {
        report(
            "unknown-element",
            member.position(),
            path,
            "unknown element \"" + member.key() + "\"",
            String.join(", ", known),
            nearest(member.key(), known).map(key -> "did you mean \"" + key + "\"?").orElse(""));
      }
    }
  }

  /**
   * The word that somebody probably meant, who wrote the right letters in the wrong case or added
   * or left out an "s".
   *
   * @param word what was written
   * @param known what is allowed
   * @return the word, or empty if none is near
   */
  public static Optional<String> nearest(String word, Set<String> known) {
    return known.stream()
        .filter(
            each ->
                each.equalsIgnoreCase(word)
                    || (each + "s").equalsIgnoreCase(word)
                    || each.equalsIgnoreCase(word + "s"))
        .findFirst();
  }

  /**
   * Whether an error was reported.
   *
   * @return false if there are warnings at most
   */
  public boolean hasErrors() {
    return found.stream().anyMatch(each -> each.severity() == Severity.ERROR);
  }

  /**
   * All that was reported.
   *
   * @return in the order of the document
   */
  public List<Diagnostic> list() {
    return found.stream()
        .sorted(Comparator.comparing(each -> Objects.requireNonNull(each.position())))
        .toList();
  }
}
