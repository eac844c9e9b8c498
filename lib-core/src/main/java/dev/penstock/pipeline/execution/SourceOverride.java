package dev.penstock.pipeline.execution;

import java.util.Objects;

/**
 * A start's wish that a source action takes a certain revision instead of the newest one (P-704).
 *
 * @param action the source action's name
 * @param type what kind of value it is
 * @param value 1 to 1,500 characters
 */
public record SourceOverride(String action, RevisionType type, String value) {

  /** All parts are required; a start checks the rest. */
  public SourceOverride {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(value, "value");
  }
}
