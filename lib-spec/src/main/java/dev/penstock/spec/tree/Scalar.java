package dev.penstock.spec.tree;

/** A text as it was written (B-012). */
public final class Scalar extends Node {

  private final String text;
  private final boolean isPlain;

  Scalar(String text, boolean isPlain, int line, int column) {
    super(line, column);
    this.text = text;
    this.isPlain = isPlain;
  }

  /**
   * A text that replaces something else.
   *
   * @param text the text
   * @param at what it replaces, where diagnostics are shown
   * @return a text as if it had been written in quotes
   */
  public static Scalar of(String text, Node at) {
    return new Scalar(text, false, at.position().line(), at.position().column());
  }

  /**
   * The text, with quotes and escapes resolved but never converted; empty for null (B-013).
   *
   * @return the text
   */
  public String text() {
    return isNull() ? "" : text;
  }

  /**
   * Whether it was written without quotes and without block style.
   *
   * @return true if other tools may take it for something else than a text
   */
  public boolean isPlain() {
    return isPlain;
  }

  @Override
  public boolean isNull() {
    return isPlain
        && switch (text) {
          case "", "~", "null", "Null", "NULL" -> true;
          default -> false;
        };
  }

  @Override
  public String kind() {
    return isNull() ? "nothing" : "a text";
  }
}
