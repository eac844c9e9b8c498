package dev.penstock.pipeline;

import java.util.List;
import java.util.Objects;

/**
 * One axis of a matrix action: a name and the values that it takes, one in each cell.
 *
 * @param name referred to as <code>#{matrix.name}</code>
 * @param values at least one, no two equal
 */
public record MatrixAxis(String name, List<String> values) {

  /** Copies the values; a pipeline checks the rest. */
  public MatrixAxis {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
  }
}
