package dev.penstock.pipeline.worker;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration of a custom type's actions (P-1327).
 *
 * @param name the key, 1 to 50 characters
 * @param type what its values are
 * @param isRequired whether each action must have it
 * @param isKey whether it is a part of what tells the type's actions apart
 * @param isSecret whether its values are not to be shown
 * @param isQueryable whether workers may ask for jobs by it; then it is required and no secret, and
 *     its values have 1 to 20 characters of {@code a-zA-Z0-9_-}
 * @param description for people; may be empty
 */
public record ConfigurationProperty(
    String name,
    Type type,
    boolean isRequired,
    boolean isKey,
    boolean isSecret,
    boolean isQueryable,
    String description) {
  private static final Pattern QUERYABLE = Pattern.compile("[a-zA-Z0-9_-]{1,20}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final int LONGEST_NAME = 50;

  /** What the values of a property are. */
  public enum Type {
    /** Any text. */
    STRING("String"),
    /** A decimal number. */
    NUMBER("Number"),
    /** {@code true} or {@code false}. */
    BOOLEAN("Boolean");

    private final String serviceName;

    Type(String serviceName) {
      this.serviceName = serviceName;
    }

    /**
     * What the service calls it.
     *
     * @return such as {@code String}
     */
    public String serviceName() {
      return serviceName;
    }
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is empty or too long, or a queryable property is
   *     optional or secret
   */
  public ConfigurationProperty {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a property's name of " + name.length() + " characters; allowed: 1 to " + LONGEST_NAME);
    }
    if (isQueryable && (isSecret || !isRequired)) {
      throw new IllegalArgumentException(
          "property \""
              + name
              + "\" is queryable and "
              + (isSecret ? "secret" : "optional")
              + "; allowed: required, and not secret");
    }
  }

  /**
   * An optional property of any text.
   *
   * @param name the key
   * @return the property
   */
  public static ConfigurationProperty of(String name) {
    return new ConfigurationProperty(name, Type.STRING, false, false, false, false, "");
  }

  /**
   * The same, required of each action.
   *
   * @return a copy
   */
  public ConfigurationProperty required() {
    return new ConfigurationProperty(name, type, true, isKey, isSecret, isQueryable, description);
  }

  /**
   * The same, required and queryable.
   *
   * @return a copy
   * @throws IllegalArgumentException if it is secret
   */
  public ConfigurationProperty queryable() {
    return new ConfigurationProperty(name, type, true, isKey, isSecret, true, description);
  }

  /**
   * The same, secret.
   *
   * @return a copy
   * @throws IllegalArgumentException if it is queryable
   */
  public ConfigurationProperty secret() {
    return new ConfigurationProperty(name, type, isRequired, isKey, true, isQueryable, description);
  }

  /**
   * The same with values of a type.
   *
   * @param value the type
   * @return a copy
   */
  public ConfigurationProperty ofType(Type value) {
    return new ConfigurationProperty(
        name, value, isRequired, isKey, isSecret, isQueryable, description);
  }

  static boolean isQueryableValue(String value) {
    return QUERYABLE.matcher(value).matches();
  }

  /** What is wrong with a value, for a person; null if nothing is. Shows no value. */
  @Nullable String faultOf(Optional<String> value) {
    if (value.isEmpty()) {
      return isRequired ? "configuration \"" + name + "\" is missing" : null;
    }
    String text = value.get();
    boolean isFine =
        switch (type) {
          case STRING -> true;
          case NUMBER -> NUMBER.matcher(text).matches();
          case BOOLEAN -> text.equals("true") || text.equals("false");
        };
    if (!isFine) {
      return "configuration \"" + name + "\" is no " + type.serviceName();
    }
    return isQueryable && !isQueryableValue(text)
        ? "configuration \"" + name + "\" is queryable; allowed: 1 to 20 characters of a-zA-Z0-9_-"
        : null;
  }
}
