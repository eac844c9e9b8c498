package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;

/** A part of a document, and where it begins. An alias stands for the very node it names. */
public abstract sealed class Node permits Scalar, Sequence, Mapping {

  private final int line;
  private final int column;

  Node(int line, int column) {
    this.line = line;
    this.column = column;
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
