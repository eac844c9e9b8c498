package dev.penstock.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Named options of a builder, each of which may be set once, in the order in which they are set.
 */
final class Entries<V> {
  private final String option;
  private final Map<String, V> values = new LinkedHashMap<>();
  private final Map<String, V> chosen = new LinkedHashMap<>();

  Entries(String option, Map<String, V> start) {
    this.option = option;
    values.putAll(start);
  }

  void set(String key, V value) {
    Objects.requireNonNull(key, option);
    Objects.requireNonNull(value, option);
    V before = chosen.putIfAbsent(key, value);
    if (before != null) {
      throw new IllegalStateException(option + " " + key + " was set before, to " + before);
    }
    values.put(key, value);
  }

  Map<String, V> get() {
    return values;
  }

  /** A copy that keeps the order. */
  static <V> Map<String, V> copy(Map<String, V> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    Map<String, V> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> copy.put(Objects.requireNonNull(key), Objects.requireNonNull(value)));
    return Collections.unmodifiableMap(copy);
  }
}
