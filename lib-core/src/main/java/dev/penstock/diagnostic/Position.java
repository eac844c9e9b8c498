package dev.penstock.diagnostic;

/**
 * A place in a text.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Position(int line, int column) implements Comparable<Position> {

  /** Refuses numbers below 1. */
  public Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "position " + line + ":" + column + " is out of range; both count from 1");
    }
  }

  @Override
  public int compareTo(Position other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
