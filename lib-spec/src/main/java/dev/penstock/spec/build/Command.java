package dev.penstock.spec.build;

import dev.penstock.diagnostic.Position;
import java.util.Objects;

/**
 * One command: an item of {@code commands} or {@code finally}, of one or several lines (B-078).
 * Commands of the same text are equal, wherever they stand.
 *
 * @param text the shell text as written
 * @param position where it stands; 1:1 for a command that was made in code
 */
public record Command(String text, Position position) {

  private static final Position NOWHERE = new Position(1, 1);

  /** Both parts are required. */
  public Command {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(position, "position");
  }

  /**
   * A command that stands in no file.
   *
   * @param text the shell text
   */
  public Command(String text) {
    this(text, NOWHERE);
  }

  /**
   * Whether another command has the same text.
   *
   * @param other anything
   * @return true for a command of the same text
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof Command command && text.equals(command.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
