package dev.penstock.json;

import dev.penstock.diagnostic.Position;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value and where it begins. Immutable. */
public sealed interface JsonValue {

  /**
   * Where the value begins.
   *
   * @return the place in its text
   */
  Position position();

  /**
   * What kind of value it is, for messages.
   *
   * @return such as {@code an object}
   */
  String kind();

  /**
   * An object.
   *
   * @param members by key, in the order of the text
   * @param position where it begins
   */
  record JsonObject(Map<String, Member> members, Position position) implements JsonValue {

    /** Copies the members, keeping their order. */
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  /**
   * One member of an object.
   *
   * @param key its key
   * @param position where the key begins
   * @param value its value
   */
  record Member(String key, Position position, JsonValue value) {}

  /**
   * An array.
   *
   * @param elements in order
   * @param position where it begins
   */
  record JsonArray(List<JsonValue> elements, Position position) implements JsonValue {

    /** Copies the elements. */
    public JsonArray {
      elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
      return elements.isEmpty() ? "an empty array" : "an array";
    }
  }

  /**
   * A string.
   *
   * @param value its characters
   * @param position where it begins
   */
  record JsonString(String value, Position position) implements JsonValue {
    @Override
    public String kind() {
      return "the text \"" + (value.length() <= 80 ? value : value.substring(0, 80) + "…") + "\"";
    }
  }

  /**
   * A number.
   *
   * @param value its exact value
   * @param position where it begins
   */
  record JsonNumber(BigDecimal value, Position position) implements JsonValue {
    @Override
    public String kind() {
      return "the number " + value;
    }
  }

  /**
   * True or false.
   *
   * @param value which
   * @param position where it begins
   */
  record JsonBoolean(boolean value, Position position) implements JsonValue {
    @Override
    public String kind() {
      return String.valueOf(value);
    }
  }

  /**
   * Null.
   *
   * @param position where it begins
   */
  record JsonNull(Position position) implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }
  }
}
