package dev.penstock.pipeline.execution;

import java.util.Objects;
import java.util.Optional;

/**
 * A start's wish that a source action takes a certain revision instead of the newest one (P-704).
 *
 * @param action the source action's name
 * @param type what kind of value it is
 * @param value 1 to 1,500 characters
 * @param branch the branch that a commit is on, which the action then takes in the place of its
 *     configured one, at most 4,096 characters; empty to keep that
 */
public record SourceOverride(
    String action, RevisionType type, String value, Optional<String> branch) {

  /** All parts are required; a start checks the rest. */
  public SourceOverride {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(branch, "branch");
  }

  /**
   * An override that keeps the configured branch.
   *
   * @param action the source action's name
   * @param type what kind of value it is
   * @param value 1 to 1,500 characters
   */
  public SourceOverride(String action, RevisionType type, String value) {
    this(action, type, value, Optional.empty());
  }
}
