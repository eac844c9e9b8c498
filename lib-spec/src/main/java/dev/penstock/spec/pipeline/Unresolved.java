package dev.penstock.spec.pipeline;

import dev.penstock.diagnostic.Position;
import java.util.Objects;

/**
 * A function of a template whose value is unknown.
 *
 * @param placeholder what stands for it in the pipeline: a name of letters, digits and a hyphen
 * @param expression the function as compact JSON, or <code>${Name}</code> for what has a name
 * @param position where it stands for the first time
 */
public record Unresolved(String placeholder, String expression, Position position) {

  /** All parts are required. */
  public Unresolved {
    Objects.requireNonNull(placeholder, "placeholder");
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(position, "position");
  }
}
