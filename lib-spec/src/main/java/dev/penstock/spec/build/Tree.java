package dev.penstock.spec.build;

import dev.penstock.spec.build.ForeignValue.Entries;
import dev.penstock.spec.build.ForeignValue.Items;
import dev.penstock.spec.build.ForeignValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A mapping that is being made for writing; what is empty is left out. */
final class Tree {

  private Map<String, ForeignValue> entries = new LinkedHashMap<>();

  static Items list(List<Tree> items) {
    return new Items(items.stream().<ForeignValue>map(Tree::value).toList());
  }

  Tree put(String key, ForeignValue value) {
    entries.put(key, value);
    return this;
  }

  void putUnlessEmpty(String key, Tree tree) {
    if (!tree.entries.isEmpty()) {
      entries.put(key, tree.value());
    }
  }

  /**
   * Puts an entry that may be put only once.
   *
   * @param key the key
   * @param value its value
   * @throws IllegalStateException if there is one
   */
  void once(String key, String value) {
    Objects.requireNonNull(value, key);
    ForeignValue before = entries.get(key);
    if (before != null) {
      String shown = before instanceof Text text ? ": \"" + text.text() + "\"" : "";
      throw new IllegalStateException(key + " is set already" + shown);
    }
    text(key, value);
  }

  /** Puts an entry of a name that may be put only once, and withholds the value that is there. */
  void once(String key, ForeignValue value) {
    Objects.requireNonNull(key, "name");
    if (entries.containsKey(key)) {
      throw new IllegalStateException("\"" + key + "\" is set already");
    }
    entries.put(key, value);
  }

  void plain(String key, String value) {
    entries.put(key, new Text(value, true));
  }

  void flag(String key, boolean value) {
    if (value) {
      plain(key, "true");
    }
  }

  void text(String key, String value) {
    entries.put(key, BlockYaml.text(value));
  }

  void text(String key, Optional<String> value) {
    value.ifPresent(text -> text(key, text));
  }

  void texts(String key, Map<String, String> values) {
    Tree tree = new Tree();
    values.forEach(tree::text);
    putUnlessEmpty(key, tree);
  }

  void list(String key, List<String> items) {
    if (!items.isEmpty()) {
      fullList(key, items);
    }
  }

  /** A list that stands there even if it is empty. */
  void fullList(String key, List<String> items) {
    entries.put(key, new Items(items.stream().<ForeignValue>map(BlockYaml::text).toList()));
  }

  /** Adds a key that means nothing where it stood; what it stood in may be gone. */
  void add(UnknownKey unknown) {
    entries = ((Entries) added(value(), unknown.path(), unknown.value())).entries();
  }

  private static ForeignValue added(ForeignValue into, List<String> path, ForeignValue value) {
    if (path.isEmpty()) {
      return value;
    }
    List<String> rest = path.subList(1, path.size());
    if (into instanceof Items list) {
      int index = index(path.get(0), list.items().size());
      List<ForeignValue> items = new ArrayList<>(list.items());
      if (index >= 0) {
        items.set(index, added(items.get(index), rest, value));
      }
      return new Items(items);
    }
    Map<String, ForeignValue> entries =
        into instanceof Entries mapping
            ? new LinkedHashMap<>(mapping.entries())
            : new LinkedHashMap<>();
    ForeignValue inner = entries.getOrDefault(path.get(0), new Entries(Map.of()));
    entries.put(path.get(0), added(inner, rest, value));
    return new Entries(entries);
  }

  private static int index(String text, int size) {
    boolean isNumber =
        !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int index = isNumber ? Integer.parseInt(text) : -1;
    return index < size ? index : -1;
  }

  Entries value() {
    return new Entries(entries);
  }
}
