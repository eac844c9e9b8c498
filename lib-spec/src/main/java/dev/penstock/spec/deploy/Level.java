package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.Fix;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mapping of an appspec that is being read. Confined to one thread. */
record Level(Mapping mapping, DocumentPath path, Notes notes) {

  private static final String DASH = "begin each entry with a dash";

  DocumentPath at(String key) {
    return path.key(key);
  }

  @Nullable Node value(String key) {
    Mapping.Entry entry = mapping.entry(key);
    return entry == null ? null : entry.value();
  }

  boolean has(String key) {
    Node value = value(key);
    return value != null && !value.isNull();
  }

  /**
   * The value for reporting at it; the key if there is none, or the mapping if there is neither.
   */
  Node place(String key) {
    Mapping.Entry entry = mapping.entry(key);
    return entry == null ? mapping : entry.value().isNull() ? entry.key() : entry.value();
  }

  Node keyNode(String key) {
    Mapping.Entry entry = mapping.entry(key);
    return entry == null ? mapping : entry.key();
  }

  /** A value that is no list and no mapping; those are reported. Empty if absent or null. */
  Optional<Scalar> scalar(String key) {
    Node node = value(key);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node instanceof Scalar scalar) {
      return Optional.of(scalar);
    }
    wrongKind(node, at(key), "a text", "");
    return Optional.empty();
  }

  /** A text as written. */
  Optional<String> text(String key) {
    return scalar(key).map(Scalar::text);
  }

  Optional<Level> level(String key) {
    Node node = value(key);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node instanceof Mapping inner) {
      return Optional.of(new Level(inner, at(key), notes));
    }
    wrongKind(node, at(key), "a mapping", "write \"name: value\" lines below \"" + key + ":\"");
    return Optional.empty();
  }

  /** The items of a list; an empty mapping counts as none, anything else is reported. */
  Optional<List<Node>> items(String key) {
    Node node = value(key);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node instanceof Sequence list) {
      return Optional.of(list.items());
    }
    if (node instanceof Mapping none && none.entries().isEmpty()) {
      return Optional.of(List.of());
    }
    wrongKind(node, at(key), "a list", DASH);
    return Optional.empty();
  }

  /** Reads each mapping of a list of mappings; anything else is reported. */
  void eachLevel(String key, Consumer<Level> read) {
    List<Node> items = items(key).orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Mapping item) {
        read.accept(new Level(item, at(key).item(i), notes));
      } else {
        wrongKind(items.get(i), at(key).item(i), "a mapping", "");
      }
    }
  }

  /** The scalars of a list of texts; anything else is reported. */
  List<Scalar> scalars(String key) {
    List<Scalar> scalars = new ArrayList<>();
    List<Node> items = items(key).orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Scalar scalar && !scalar.isNull()) {
        scalars.add(scalar);
      } else {
        wrongKind(items.get(i), at(key).item(i), "a text", "");
      }
    }
    return scalars;
  }

  void wrongKind(Node node, DocumentPath path, String expected, String hint) {
    notes.report(
        DeployRule.WRONG_KIND,
        node,
        path,
        "expected " + expected + ", found " + node.kind(),
        "",
        hint);
  }

  /** Reports keys that mean nothing here (D-008). */
  void checkKeys(ImmutableSet<String> keys) {
    for (Mapping.Entry entry : mapping.entries()) {
      String name = entry.name();
      if (!keys.contains(name)) {
        notes.report(
            DeployRule.UNKNOWN_KEY,
            entry.key(),
            at(name),
            "key \"" + name + "\" means nothing here and is ignored",
            String.join(", ", keys),
            suggestion(name, keys),
            renamed(entry.key(), keys));
      }
    }
  }

  /** Renames a key to the one that was probably meant, unless that is there already. */
  Optional<Fix> renamed(Scalar key, ImmutableSet<String> words) {
    return Section.nearest(key.text(), words)
        .filter(word -> mapping.entry(word) == null)
        .flatMap(key::replacedBy);
  }

  static String suggestion(String written, ImmutableSet<String> words) {
    return Section.nearest(written, words).map(w -> "did you mean \"" + w + "\"?").orElse("");
  }
}
