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
    if (!(fields instanceof FewFields)) {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * Fields for a reader of journals, made without a hash table while they are few. An event takes
   * them over as they are; so does a field that is a map itself.
   *
   * @param pairs names and values in turn, those of the range not null where they are names
   * @param begin the first name's index
   * @param end the index after the last value
   * @return an immutable map in the same order; of a name that is there twice the last value counts
   */
  public static Map<String, @Nullable Object> fieldsOf(
      @Nullable Object[] pairs, int begin, int end) {
    Objects.checkFromToIndex(begin, end, pairs.length);
    if ((end - begin) % 2 != 0) {
      throw new IllegalArgumentException(
          "pairs: "
              + (end - begin)
              + " names and values are out of range; allowed: an even number");
    }
    return FewFields.of(pairs, begin, end);
  }
}
