package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.RuleType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares two records of one type field by field, whatever fields they have. */
final class Fields {
  private Fields() {}

  /** Tells the differences, in the order of the record's components. */
  static <R extends Record> void compare(
      String where, R before, R after, Set<String> ignored, Consumer<? super Change> out) {
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      if (!ignored.contains(component.getName())) {
        Object old = byName(value(component, before));
        Object now = byName(value(component, after));
        if (old instanceof Map<?, ?> oldMap && now instanceof Map<?, ?> newMap) {
          compareEntries(where, component.getName(), oldMap, newMap, out);
        } else if (!old.equals(now)) {
          out.accept(new Change.FieldChanged(where, component.getName(), text(old), text(now)));
        }
      }
    }
  }

  /** A list of things with names as a map, so that they are told apart; anything else as it is. */
  private static Object byName(Object value) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    Map<Object, Object> byName = new LinkedHashMap<>();
    for (Object each : list) {
      Object name = each instanceof Record named ? name(named) : null;
      if (name == null || byName.put(name, each) != null) {
        return value;
      }
    }
    return byName.isEmpty() ? Map.of() : byName;
  }

  private static @Nullable Object name(Record named) {
    for (RecordComponent component : named.getClass().getRecordComponents()) {
      if (component.getName().equals("name")) {
        return value(component, named);
      }
    }
    return null;
  }

  private static void compareEntries(
      String where, String field, Map<?, ?> before, Map<?, ?> after, Consumer<? super Change> out) {
    Set<Object> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (Object key : keys) {
      String old = entry(before, key);
      String now = entry(after, key);
      if (!old.equals(now)) {
        out.accept(new Change.FieldChanged(where, field + "." + key, old, now));
      }
    }
  }

  private static String entry(Map<?, ?> map, Object key) {
    Object value = map.get(key);
    if (value == null) {
      return "";
    }
    String text = text(value);
    return value instanceof String || text.isEmpty() ? "\"" + text + "\"" : text;
  }

  /** How many fields two records share, and how many they have. */
  static <R extends Record> double likeness(R one, R other, Set<String> ignored) {
    int equal = 0;
    int all = 0;
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      if (!ignored.contains(component.getName()) && !isEmpty(one, other, component)) {
        all++;
        equal += value(component, one).equals(value(component, other)) ? 1 : 0;
      }
    }
    return all == 0 ? 0 : (double) equal / all;
  }

  /** Whether neither says anything in a field, which then makes them no more alike. */
  private static boolean isEmpty(Record one, Record other, RecordComponent component) {
    return text(value(component, one)).isEmpty() && text(value(component, other)).isEmpty();
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Fields::text).orElse("");
    }
    if (value instanceof Collection<?> many) {
      return many.stream().map(Fields::text).collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((key, each) -> entries.add(key + "=" + text(each)));
      return String.join(", ", entries);
    }
    return value instanceof Record parts ? text(parts) : String.valueOf(value);
  }

  /**
   * What a record says beside its name; words of the field's own, such as those of types, as is.
   */
  private static String text(Record parts) {
    if (parts instanceof ActionType || parts instanceof RuleType) {
      return parts.toString();
    }
    List<String> texts = new ArrayList<>();
    for (RecordComponent component : parts.getClass().getRecordComponents()) {
      String text = text(value(component, parts));
      if (!text.isEmpty() && !component.getName().equals("name")) {
        texts.add(component.getName() + " " + text);
      }
    }
    return "(" + String.join(", ", texts) + ")";
  }
}
