package dev.penstock.pipeline.execution;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an execution knows at one moment. What is added makes another map that shares
 * the older layers, so that many actions with variables do not copy each other's: each layer is at
 * least twice as large as the next newer one, so a look-up goes through few, and a value is copied
 * as few times (the logarithmic method, Bentley and Saxe 1980). Immutable.
 */
final class Variables extends AbstractMap<String, String> {
  static final Variables NONE = new Variables(Collections.emptyMap(), null, 0);

  private final Map<String, String> newest;
  private final @Nullable Variables older;
  private final int size;

  private Variables(Map<String, String> newest, @Nullable Variables older, int size) {
    this.newest = newest;
    this.older = older;
    this.size = size;
  }

  /** The same and others, which replace those of the same name. */
  Variables with(Map<String, String> added) {
    if (added.isEmpty()) {
      return this;
    }
    int grown = size;
    for (String name : added.keySet()) {
      grown += containsKey(name) ? 0 : 1;
    }
    int most = added.size(); // in the layer that they become part of
    Deque<Map<String, String>> joined = new ArrayDeque<>();
    joined.push(added);
    Variables kept = this;
    while (kept != null && kept.newest.size() < 2 * most) {
      most += kept.newest.size();
      joined.push(kept.newest);
      kept = kept.older;
    }
    return new Variables(together(joined), kept, grown);
  }

  /** What the last of them says counts. */
  private static Map<String, String> together(Deque<Map<String, String>> oldestFirst) {
    Map<String, String> all = new LinkedHashMap<>();
    oldestFirst.forEach(all::putAll);
    return all;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    for (Variables each = this; each != null; each = each.older) {
      String value = each.newest.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    if (older == null) {
      return Collections.unmodifiableMap(newest).entrySet();
    }
    Deque<Map<String, String>> layers = new ArrayDeque<>();
    for (Variables each = this; each != null; each = each.older) {
      layers.push(each.newest);
    }
    return Collections.unmodifiableMap(together(layers)).entrySet();
  }
}
