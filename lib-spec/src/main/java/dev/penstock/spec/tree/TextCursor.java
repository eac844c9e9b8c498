package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;

/** Goes forward through a text and counts lines as YAML does, and characters. */
final class TextCursor {

  private final String text;
  private int offset;
  private int line = 1;
  private int column = 1;

  TextCursor(String text) {
    this.text = text;
  }

  /** Where a character stands; asked in the order of the text. */
  Position at(int target) {
    while (offset < target) {
      char c = text.charAt(offset++);
      if (isBreak(c) && !(c == '\r' && offset < text.length() && text.charAt(offset) == '\n')) {
        line++;
        column = 1;
      } else if (!Character.isHighSurrogate(c)
          || offset == text.length()
          || !Character.isLowSurrogate(text.charAt(offset))) {
        column++;
      }
    }
    return new Position(line, column);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }
}
