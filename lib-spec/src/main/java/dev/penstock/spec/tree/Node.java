package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;

/** A part of a document, and where it stands. An alias stands for the very node it names. */
public abstract sealed class Node permits Scalar, Sequence, Mapping {

  private final int line;
  private final int column;
  private final int endLine;
  private final int endColumn;

  Node(int line, int column, int endLine, int endColumn) {
    this.line = line;
    this.column = column;
    this.endLine = endLine;
    this.endColumn = endColumn;
  }

  Node(Node at) {
    this(at.line, at.column, at.endLine, at.endColumn);
  }

  /**
   * Where it begins.
   *
   * @return line and column
   */
  public final Position position() {
    return new Position(line, column);
  }

  /**
   * Where it ends: just behind its last character. A text in block style ends where the line after
   * it begins.
   *
   * @return line and column
   */
  public final Position end() {
    return new Position(endLine, endColumn);
  }

  /**
   * What it is, for a person.
   *
   * @return a noun with its article
   */
  public abstract String kind();

  /**
   * Whether it says nothing: no value, {@code ~} or {@code null}.
   *
   * @return true for a plain scalar that means null
   */
  public boolean isNull() {
    return false;
  }
}
