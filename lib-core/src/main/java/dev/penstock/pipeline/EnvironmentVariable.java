package dev.penstock.pipeline;

import java.util.Objects;

/**
 * A variable of the environment in which an action's commands run (P-150).
 *
 * @param name its name
 * @param value its value, which may refer to variables as <code>#{namespace.name}</code>; for a
 *     secret, the name by which the executor finds it
 * @param type what the value is
 */
public record EnvironmentVariable(String name, String value, Type type) {

  /** What the value of an environment variable is. */
  public enum Type {
    /** The value itself. */
    PLAINTEXT,
    /** The name of a secret; the executor looks it up. */
    SECRETS_MANAGER
  }

  /** All parts are required. */
  public EnvironmentVariable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(type, "type");
  }

  /**
   * A variable with a value.
   *
   * @param name its name
   * @param value its value
   * @return the variable
   */
  public static EnvironmentVariable plain(String name, String value) {
    return new EnvironmentVariable(name, value, Type.PLAINTEXT);
  }

  /**
   * A variable whose value is a secret.
   *
   * @param name its name
   * @param secret the secret's name, never its value
   * @return the variable
   */
  public static EnvironmentVariable secret(String name, String secret) {
    return new EnvironmentVariable(name, secret, Type.SECRETS_MANAGER);
  }
}
