package dev.penstock.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event in the form in which it is written: a type name, the version of that type, and its
 * fields.
 *
 * @param type the event's name in the vocabulary of its process, not the name of a class
 * @param version the version of the type, from 1
 * @param fields name to value, in the order of writing; a value is a string, a long, a boolean,
 *     null, a list of values or a map of name to value
 */
public record EncodedEvent(String type, int version, Map<String, @Nullable Object> fields) {

  /** Copies the fields, keeping their order. */
  public EncodedEvent {
    Objects.requireNonNull(type, "type");
    if (version < 1) {
      throw new IllegalArgumentException(
          "version: " + version + " is out of range; allowed: 1 and above");
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
