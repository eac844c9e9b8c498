package dev.penstock.spec.build;

import dev.penstock.diagnostic.Position;
import java.util.Objects;

/**
 * One command: an item of {@code commands} or {@code finally}, of one or several lines (B-078).
 *
 * @param text the shell text as written
 * @param position where it stands
 */
public record Command(String text, Position position) {

  /** Both parts are required. */
  public Command {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(position, "position");
  }
}
