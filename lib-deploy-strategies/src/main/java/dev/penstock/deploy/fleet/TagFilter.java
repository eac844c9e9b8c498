package dev.penstock.deploy.fleet;

import java.util.Map;
import java.util.Objects;

/**
 * Picks instances by one of their tags (D-351).
 *
 * <pre>{@code
 * TagFilter.key("web");                // whoever has a tag of this key
 * TagFilter.value("prod-*");           // whoever has a tag with such a value
 * TagFilter.keyAndValue("env", "prod") // whoever has this tag
 * }</pre>
 *
 * <p>Keys and values are compared in their exact case. In a value {@code *} stands for any run of
 * characters, the empty one too; in a key it stands for itself. Immutable.
 *
 * @param type which parts are compared
 * @param key the key, 1 to 128 characters (D-443); empty for {@link Type#VALUE_ONLY}, which passes
 *     it over
 * @param value the value, 0 to 256 characters (D-443); empty for {@link Type#KEY_ONLY}, which
 *     passes it over
 */
public record TagFilter(Type type, String key, String value) {

  /** Most characters of a tag's key (D-443). */
  public static final int LONGEST_KEY = 128;

  /** Most characters of a tag's value (D-443). */
  public static final int LONGEST_VALUE = 256;

  /** Which parts of a tag a filter compares. */
  public enum Type {
    /** The key, whatever the value. */
    KEY_ONLY,
    /** The value, whatever the key. */
    VALUE_ONLY,
    /** Both, of the same tag. */
    KEY_AND_VALUE
  }

  /** Refuses parts that are too long and a missing key; empties the part that is passed over. */
  public TagFilter {
    Objects.requireNonNull(type, "type");
    key = type == Type.VALUE_ONLY ? "" : requireKey(key);
    value = type == Type.KEY_ONLY ? "" : requireValue(value);
  }

  /**
   * Whoever has a tag of a key.
   *
   * @param key 1 to 128 characters
   * @return the filter
   */
  public static TagFilter key(String key) {
    return new TagFilter(Type.KEY_ONLY, key, "");
  }

  /**
   * Whoever has a tag of a value.
   *
   * @param value 0 to 256 characters, with {@code *} for any run of characters
   * @return the filter
   */
  public static TagFilter value(String value) {
    return new TagFilter(Type.VALUE_ONLY, "", value);
  }

  /**
   * Whoever has a tag.
   *
   * @param key 1 to 128 characters
   * @param value 0 to 256 characters, with {@code *} for any run of characters
   * @return the filter
   */
  public static TagFilter keyAndValue(String key, String value) {
    return new TagFilter(Type.KEY_AND_VALUE, key, value);
  }

  /**
   * Whether some tag passes.
   *
   * @param tags an instance's tags, values by keys
   * @return true if at least one does
   */
  public boolean matches(Map<String, String> tags) {
    return switch (type) {
      case KEY_ONLY -> tags.containsKey(key);
      case KEY_AND_VALUE -> tags.containsKey(key) && fits(value, tags.getOrDefault(key, ""));
      case VALUE_ONLY -> tags.values().stream().anyMatch(tag -> fits(value, tag));
    };
  }

  static String requireKey(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "tag key of " + key.length() + " characters; allowed: 1 to " + LONGEST_KEY);
    }
    return key;
  }

  static String requireValue(String value) {
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          "tag value of " + value.length() + " characters; allowed: 0 to " + LONGEST_VALUE);
    }
    return value;
  }

  /**
   * On a mismatch the last star takes one character more, so the work is bounded by the product.
   */
  private static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int taken = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  @Override
  public String toString() {
    return switch (type) {
      case KEY_ONLY -> key;
      case VALUE_ONLY -> "=" + value;
      case KEY_AND_VALUE -> key + "=" + value;
    };
  }
}
