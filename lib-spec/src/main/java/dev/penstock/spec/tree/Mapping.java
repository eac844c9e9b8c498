package dev.penstock.spec.tree;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and their values, in the order in which they were written. */
public final class Mapping extends Node {

  private final Map<String, Entry> entries;

  Mapping(Map<String, Entry> entries, int line, int column, int endLine, int endColumn) {
    super(line, column, endLine, endColumn);
    this.entries = entries;
  }

  private Mapping(Map<String, Entry> entries, Node at) {
    super(at);
    this.entries = entries;
  }

  /**
   * A mapping that replaces another.
   *
   * @param entries its entries
   * @param at what it replaces, where diagnostics are shown
   * @return the mapping
   */
  public static Mapping of(Collection<Entry> entries, Node at) {
    Map<String, Entry> byName = new LinkedHashMap<>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    return new Mapping(byName, at);
  }

  /**
   * All entries.
   *
   * @return the entries in order
   */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /**
   * One entry.
   *
   * @param key its key
   * @return the entry, or null if there is none
   */
  public @Nullable Entry entry(String key) {
    return entries.get(key);
  }

  @Override
  public String kind() {
    return "a mapping";
  }

  /**
   * A key with its value.
   *
   * @param key the key as written
   * @param value the value
   */
  public record Entry(Scalar key, Node value) {

    /**
     * The key's text, as written even if other tools take it for null.
     *
     * @return the name
     */
    public String name() {
      return key.text();
    }
  }
}
