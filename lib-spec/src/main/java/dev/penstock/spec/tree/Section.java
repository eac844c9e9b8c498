package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that is being read: where it stands, and where its faults go. Confined to one thread.
 *
 * @param mapping its keys and values
 * @param path which part of the document it is
 * @param findings receives its faults
 */
public record Section(Mapping mapping, DocumentPath path, Findings findings) {

  private static final Set<String> TRUE = Set.of("yes", "true", "on", "y");
  private static final Set<String> FALSE = Set.of("no", "false", "off", "n");

  /**
   * The path of a value.
   *
   * @param key its key
   * @return the path
   */
  public DocumentPath at(String key) {
    return path.key(key);
  }

  /**
   * A value.
   *
   * @param key its key
   * @return the value, which may be a null scalar; null if the key is absent
   */
  public @Nullable Node value(String key) {
    Mapping.Entry entry = mapping.entry(key);
    return entry == null ? null : entry.value();
  }

  /**
   * The key of a value, for reporting at it.
   *
   * @param key the key
   * @return the key's node, or the mapping if the key is absent
   */
  public Node keyNode(String key) {
    Mapping.Entry entry = mapping.entry(key);
    return entry == null ? mapping : entry.key();
  }

  /**
   * A value, for reporting at it.
   *
   * @param key its key
   * @return the value, or the mapping if the key is absent
   */
  public Node valueNode(String key) {
    Mapping.Entry entry = mapping.entry(key);
    return entry == null ? mapping : entry.value();
  }

  /**
   * A value that must be a text.
   *
   * @param key its key
   * @param wrongKind reported if it is a mapping or a list
   * @return the text as written, empty if the key is absent, null or of the wrong kind
   */
  public Optional<String> text(String key, Rule wrongKind) {
    Node value = value(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value instanceof Scalar scalar) {
      return Optional.of(scalar.text());
    }
    findings.report(
        wrongKind,
        Severity.ERROR,
        value,
        at(key),
        "expected a text, found " + value.kind(),
        "",
        "");
    return Optional.empty();
  }

  /**
   * A value that must be yes or no.
   *
   * @param key its key
   * @param otherwise taken if the key is absent, null or something else
   * @param wrong reported if it is neither yes nor no
   * @return the value
   */
  public boolean flag(String key, boolean otherwise, Rule wrong) {
    Node value = value(key);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (value instanceof Scalar scalar) {
      String word = scalar.text().toLowerCase(java.util.Locale.ROOT);
      if (TRUE.contains(word) || FALSE.contains(word)) {
        return TRUE.contains(word);
      }
    }
    String found = value instanceof Scalar scalar ? "\"" + scalar.text() + "\"" : value.kind();
    findings.report(wrong, value, at(key), "found " + found, "yes, no", "");
    return otherwise;
  }

  /**
   * A value that must be a mapping.
   *
   * @param key its key
   * @param wrongKind reported if it is a text or a list
   * @return the section, empty if the key is absent, null or of the wrong kind
   */
  public Optional<Section> section(String key, Rule wrongKind) {
    Node value = value(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value instanceof Mapping inner) {
      return Optional.of(new Section(inner, at(key), findings));
    }
    findings.report(
        wrongKind,
        Severity.ERROR,
        value,
        at(key),
        "expected a mapping, found " + value.kind(),
        "",
        "write \"name: value\" lines below \"" + key + ":\"");
    return Optional.empty();
  }

  /**
   * The items of a list, or a single text as a list of one (B-019).
   *
   * @param key its key
   * @return the items; empty if the key is absent, null or a mapping
   */
  public List<Node> items(String key) {
    Node value = value(key);
    if (value instanceof Sequence sequence) {
      return sequence.items();
    }
    return value instanceof Scalar && !value.isNull() ? List.of(value) : List.of();
  }

  /**
   * Reads each entry of this section.
   *
   * @param read turns an entry into a value, or null after reporting it
   * @param <T> what an entry becomes
   * @return the values by key, in order
   */
  public <T> Map<String, T> each(Function<Mapping.Entry, @Nullable T> read) {
    Map<String, T> values = new LinkedHashMap<>();
    for (Mapping.Entry entry : mapping.entries()) {
      T value = read.apply(entry);
      if (value != null) {
        values.put(entry.name(), value);
      }
    }
    return values;
  }

  /**
   * The entries whose keys this level does not know.
   *
   * @param known the keys of this level
   * @return the others, in order
   */
  public List<Mapping.Entry> unknown(Set<String> known) {
    List<Mapping.Entry> others = new ArrayList<>(0);
    for (Mapping.Entry entry : mapping.entries()) {
      if (!known.contains(entry.name())) {
        others.add(entry);
      }
    }
    return others;
  }

  /**
   * The word that was probably meant.
   *
   * @param written what was written
   * @param words what could have been meant
   * @return the nearest, if one is near
   */
  public static Optional<String> nearest(String written, Set<String> words) {
    return Spelling.nearest(written, words);
  }

  /**
   * The word that was meant beyond doubt, so that a fix may write it.
   *
   * @param written what was written
   * @param words what could have been meant
   * @return the word of which it is a slip; empty if it is too different from all
   */
  public static Optional<String> slip(String written, Set<String> words) {
    return Spelling.slip(written, words);
  }
}
