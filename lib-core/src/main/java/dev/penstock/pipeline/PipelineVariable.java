package dev.penstock.pipeline;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that may be given at each start of a pipeline (P-521).
 *
 * @param name 1 to 128 characters of {@code A-Za-z0-9@_-}
 * @param defaultValue its value unless a start gives another; empty if a start must give one
 *     (P-523)
 * @param description what it is for, to people; empty if nobody said
 */
public record PipelineVariable(
    String name, Optional<String> defaultValue, Optional<String> description) {

  /** All parts are required, though two may be empty. */
  public PipelineVariable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(defaultValue, "defaultValue");
    Objects.requireNonNull(description, "description");
  }

  /**
   * A variable that each start must give.
   *
   * @param name its name
   * @return the variable
   */
  public static PipelineVariable required(String name) {
    return new PipelineVariable(name, Optional.empty(), Optional.empty());
  }

  /**
   * A variable with a default.
   *
   * @param name its name
   * @param defaultValue its value unless a start gives another
   * @return the variable
   */
  public static PipelineVariable of(String name, String defaultValue) {
    return new PipelineVariable(name, Optional.of(defaultValue), Optional.empty());
  }

  /**
   * The same variable with a description.
   *
   * @param text what it is for
   * @return a copy
   */
  public PipelineVariable withDescription(String text) {
    return new PipelineVariable(name, defaultValue, Optional.of(text));
  }
}
