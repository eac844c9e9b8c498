package dev.penstock.diagnostic;

import java.util.Arrays;

/** Where the lines of a text begin, to find the character at a position. */
final class LineStarts {

  private final String text;
  private int[] starts = new int[64];
  private int count;

  LineStarts(String text) {
    this.text = text;
    add(text.startsWith("\uFEFF") ? 1 : 0);
    for (int i = starts[0]; i < text.length(); i++) {
      if (isBreak(text.charAt(i)) && !isWithinBreak(i)) {
        add(i + 1);
      }
    }
  }

  /** The index of a character, or of the end of a line or of the text. */
  int offset(Position position) {
    if (position.line() <= count) {
      int start = starts[position.line() - 1];
      int end = position.line() < count ? starts[position.line()] : text.length();
      if (position.column() - 1 <= text.codePointCount(start, end)) {
        return text.offsetByCodePoints(start, position.column() - 1);
      }
    }
    throw new IllegalArgumentException("the text has no character at " + position);
  }

  private boolean isWithinBreak(int i) {
    return text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  private void add(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
  }
}
