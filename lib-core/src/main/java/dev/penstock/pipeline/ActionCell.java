package dev.penstock.pipeline;

import java.util.Map;
import java.util.Objects;

/**
 * One cell of a matrix action, or an action without a matrix, which is its own only cell.
 *
 * <p>A cell is an action: it has a name, an attempt and a result of its own. Its name, its output
 * artifacts and its namespace are those of the action with the cell's suffix, such as {@code -17};
 * <code>#{matrix.jdk}</code> is replaced by the cell's value in the configuration, the commands,
 * the environment variables and the names of input artifacts.
 *
 * @param of the name of the action as it was defined
 * @param values the value of each axis; empty without a matrix
 * @param action what is carried out
 */
public record ActionCell(String of, Map<String, String> values, Action action) {

  /** Copies the values. */
  public ActionCell {
    Objects.requireNonNull(of, "of");
    values = Entries.copy(values);
    Objects.requireNonNull(action, "action");
  }
}
