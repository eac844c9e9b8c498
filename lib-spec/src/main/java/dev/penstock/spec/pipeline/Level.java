package dev.penstock.spec.pipeline;

import com.google.common.base.Ascii;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One mapping of a definition: its keys by their name in the service's form. */
final class Level {
  private final Reading reading;
  private final Mapping mapping;
  private final DocumentPath path;
  private final String model;
  private final Node at;

  /** A mapping that stands for a part of the model. */
  Level(Reading reading, Mapping mapping, DocumentPath path, String model) {
    this(reading, mapping, mapping, path, model);
  }

  /** A mapping whose own faults are shown at its key. */
  private Level(Reading reading, Mapping mapping, Node at, DocumentPath path, String model) {
    this.reading = reading;
    this.mapping = mapping;
    this.path = path;
    this.model = model;
    this.at = at;
    boolean isOpen = reading.origins().isOpen(mapping);
    reading.places().put(model, at, path, isOpen ? Knowledge.UNKNOWN : Knowledge.WRITTEN);
  }

  Reading reading() {
    return reading;
  }

  Mapping mapping() {
    return mapping;
  }

  DocumentPath path() {
    return path;
  }

  String model() {
    return model;
  }

  /** Where a part of this level stands in the model. */
  String inModel(String part) {
    return model.isEmpty() ? part : model + "." + part;
  }

  DocumentPath at(String key) {
    Mapping.Entry entry = entry(key);
    return path.key(entry == null ? reading.form().spell(key) : entry.name());
  }

  /** The entry of a key, whatever the case of its first letter; null if it is absent. */
  Mapping.@Nullable Entry entry(String key) {
    Mapping.Entry entry = mapping.entry(reading.form().spell(key));
    return entry == null ? mapping.entry(reading.form().misspell(key)) : entry;
  }

  /** The value of a key; null if it is absent or says nothing. */
  @Nullable Node value(String key) {
    Mapping.Entry entry = entry(key);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  /** Reports keys that this level does not know, or that are in the wrong case. */
  Level checkKeys(String... keys) {
    Set<String> known =
        Stream.of(keys)
            .map(reading.form()::spell)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    for (Mapping.Entry entry : mapping.entries()) {
      String name = entry.name();
      String right = name.isEmpty() ? name : reading.form().spell(name);
      if (known.contains(name)) {
        continue;
      }
      if (known.contains(right)) {
        reading
            .findings()
            .report(
                DefinitionRule.KEY_CASE,
                entry.key(),
                path.key(name),
                "key \"" + name + "\" is taken as \"" + right + "\"",
                "",
                "begin it with \"" + right.charAt(0) + "\", or the service will refuse it");
        continue;
      }
      reading
          .findings()
          .report(
              DefinitionRule.UNKNOWN_KEY,
              entry.key(),
              path.key(name),
              "unknown key \"" + name + "\"",
              String.join(", ", known),
              Section.nearest(name, known)
                  .map(word -> "did you mean \"" + word + "\"?")
                  .orElse(""));
    }
    return this;
  }

  /** The key itself, for reporting at it; this level if it is absent. */
  Node keyNode(String key) {
    Mapping.Entry entry = entry(key);
    return entry == null ? mapping : entry.key();
  }

  /** The mapping that is an entry's value; empty if it is unknown, or was reported. */
  Optional<Level> levelOf(Mapping.Entry entry) {
    Node value = entry.value();
    String part = inModel(entry.name());
    if (value instanceof Mapping inner) {
      return Optional.of(new Level(reading, inner, entry.key(), path.key(entry.name()), part));
    }
    reading
        .findings()
        .report(
            DefinitionRule.WRONG_TYPE,
            value,
            path.key(entry.name()),
            "expected a mapping, found " + value.kind());
    reading.places().lacks(model);
    return Optional.empty();
  }

  /** The same mapping as another part of the model. */
  Level as(String part) {
    return new Level(reading, mapping, at, path, part);
  }

  /** How much is known about a part of this level. */
  Knowledge knowledge(String part) {
    return reading.places().knowledge(inModel(part));
  }

  /** Whether a part is known as far as it is there. */
  boolean isKnown(String part) {
    return knowledge(part).compareTo(Knowledge.PARTIAL) < 0;
  }

  void fault(
      Rule rule, String key, String part, Node at, String found, String allowed, String hint) {
    reading.places().put(inModel(part), at, at(key), Knowledge.FAULTY);
    reading.findings().report(rule, at, at(key), found, allowed, hint);
  }

  void wrongKind(String key, String part, Node found, String expected) {
    fault(
        DefinitionRule.WRONG_TYPE,
        key,
        part,
        found,
        "expected " + expected + ", found " + found.kind(),
        "",
        "");
  }

  void missing(String key, String part) {
    reading.places().put(inModel(part), mapping, at(key), Knowledge.FAULTY);
    if (!reading.origins().isOpen(mapping)) {
      reading
          .findings()
          .report(
              DefinitionRule.REQUIRED,
              at,
              path,
              "\"" + reading.form().spell(key) + "\" is missing");
    }
  }

  /** A text; empty if it is absent, or was reported. */
  Optional<String> text(String key) {
    return text(key, key);
  }

  Optional<String> text(String key, String part) {
    Node value = value(key);
    return value == null ? Optional.empty() : Values.text(this, key, part, value);
  }

  /** A text that must be there; an empty one stands for it after it was reported. */
  String required(String key) {
    return required(key, key);
  }

  String required(String key, String part) {
    if (value(key) == null) {
      missing(key, part);
    }
    return text(key, part).orElse("");
  }

  /** A whole number; empty if it is absent, unknown, or was reported. */
  Optional<Integer> integer(String key, String part) {
    Node value = value(key);
    return value == null ? Optional.empty() : Values.integer(this, key, part, value);
  }

  /** One of some words; empty if it is absent, unknown, or was reported. */
  <E extends Enum<E>> Optional<E> word(
      String key, String part, Class<E> type, Function<E, String> spelling) {
    Node value = value(key);
    return value == null ? Optional.empty() : Values.word(this, key, part, value, type, spelling);
  }

  /** A mapping; empty if it is absent, unknown, or was reported. */
  Optional<Level> level(String key, String part) {
    Node value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Mapping inner) {
      return Optional.of(new Level(reading, inner, keyNode(key), at(key), inModel(part)));
    }
    if (reading.origins().isUnknown(value)) {
      reading.places().put(inModel(part), value, at(key), Knowledge.UNKNOWN);
    } else {
      wrongKind(key, part, value, "a mapping");
    }
    return Optional.empty();
  }

  /** The levels of a list of mappings, in order; each gets the next index in the model. */
  List<Level> levels(String key, String part) {
    return Lists.levels(this, key, part);
  }

  /** The texts of a list of texts. */
  List<String> texts(String key, String part) {
    return Lists.texts(this, key, part);
  }

  /** The texts of a mapping of texts, by key. */
  Map<String, String> configuration() {
    return Configurations.read(this);
  }

  static String title(Enum<?> word) {
    return word.name().charAt(0) + Ascii.toLowerCase(word.name().substring(1));
  }
}
