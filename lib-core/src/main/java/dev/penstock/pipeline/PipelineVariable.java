package dev.penstock.pipeline;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that may be given at each start of a pipeline (P-521).
 *
 * @param name 1 to 128 characters of {@code A-Za-z0-9@_-}
 * @param defaultValue its value unless a start gives another; empty if a start must give one
 *     (P-523)
 */
public record PipelineVariable(String name, Optional<String> defaultValue) {

  /** Both parts are required. */
  public PipelineVariable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(defaultValue, "defaultValue");
  }
}
