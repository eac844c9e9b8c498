package dev.penstock.notification;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a pattern: what lies within an object, or what a value must be like. */
sealed interface PatternNode {

  /** Whether a value of an event is like this; {@link Absent} if the event has none. */
  boolean matches(@Nullable Object value);

  /** Stands for a value that the event does not have. */
  enum Absent {
    VALUE
  }

  /**
   * What lies within an object.
   *
   * @param byKey all must match
   * @param alternatives of each list, one must match
   */
  record Fields(Map<String, PatternNode> byKey, List<List<Fields>> alternatives)
      implements PatternNode {

    /** Copies the collections. */
    public Fields {
      byKey = Map.copyOf(byKey);
      alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    @Override
    public boolean matches(@Nullable Object value) {
      if (value instanceof Collection<?> elements && !elements.isEmpty()) {
        return elements.stream().anyMatch(this::matches);
      }
      Map<?, ?> object = value instanceof Map<?, ?> map ? map : Map.of();
      return byKey.entrySet().stream()
              .allMatch(each -> each.getValue().matches(valueOf(object, each.getKey())))
          && alternatives.stream()
              .allMatch(list -> list.stream().anyMatch(each -> each.matches(object)));
    }

    private static @Nullable Object valueOf(Map<?, ?> object, String key) {
      Object value = object.get(key);
      return value == null && !object.containsKey(key) ? Absent.VALUE : value;
    }
  }

  /**
   * What a plain value must be like.
   *
   * @param tests one must hold
   */
  record Leaf(List<ValueTest> tests) implements PatternNode {

    /** Copies the list. */
    public Leaf {
      tests = List.copyOf(tests);
    }

    @Override
    public boolean matches(@Nullable Object value) {
      if (value instanceof Collection<?> elements && !elements.isEmpty()) {
        return elements.stream().anyMatch(this::matches);
      }
      Object plain =
          value instanceof Map<?, ?> || value instanceof Collection<?> ? Absent.VALUE : value;
      return tests.stream().anyMatch(test -> test.holds(plain));
    }
  }
}
