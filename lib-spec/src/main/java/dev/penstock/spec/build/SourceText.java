package dev.penstock.spec.build;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.Arrays;

/** The text of a file by lines, which are counted only when something asks. */
final class SourceText {

  /** Places further right are not looked at: lines may be as long as the file. */
  private static final int FURTHEST = 1000;

  private static final String RARE_LINE_ENDS = "\r\u0085\u2028\u2029";

  private final String text;
  private int[] starts = {}; // of lines; found when first asked for
  private int lines;
  private boolean isNarrow; // whether each character of it is one of Java's

  SourceText(SpecSource source) {
    this.text = source.text();
  }

  /** Whether a place is one to ask for the line of. */
  static boolean isNearLeft(Position position) {
    return position.column() <= FURTHEST;
  }

  /** Whether a comment follows, behind spaces at most. */
  boolean isBeforeComment(Position position) {
    int end = lineEnd(position);
    int i = index(position);
    while (i < end && text.charAt(i) == ' ') {
      i++;
    }
    return i < end && text.charAt(i) == '#';
  }

  /** Whether a dash, and nothing else but blanks, stands before it in its line. */
  boolean isBehindDash(Position position) {
    int dashes = 0;
    int end = index(position);
    for (int i = lineStart(position); i < end; i++) {
      char c = text.charAt(i);
      if (c == '-') {
        dashes++;
      } else if (!Character.isWhitespace(c)) {
        return false;
      }
    }
    return dashes == 1;
  }

  /** A part of one line. */
  String between(Position from, Position to) {
    return text.substring(index(from), index(to));
  }

  /** How lines end. */
  String lineEnd() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** Where a place is in the text; the end of its line if that is shorter. */
  private int index(Position position) {
    int index = lineStart(position);
    int end = lineEnd(position);
    if (isNarrow) {
      return Math.min(end, index + position.column() - 1);
    }
    for (int column = 1; column < position.column() && index < end; column++) {
      index += Character.charCount(text.codePointAt(index));
    }
    return index;
  }

  private int lineStart(Position position) {
    findLines();
    return position.line() <= lines ? starts[position.line() - 1] : text.length();
  }

  /** Where the line of a place ends, without what ends it. */
  private int lineEnd(Position position) {
    findLines();
    if (position.line() >= lines) {
      return text.length();
    }
    int start = starts[position.line() - 1];
    int last = starts[position.line()] - 1;
    boolean isPair = last > start && text.charAt(last) == '\n' && text.charAt(last - 1) == '\r';
    return isPair ? last - 1 : last;
  }

  /** As YAML counts lines; only their places, for a faulty file asks for many. */
  private void findLines() {
    if (lines > 0) {
      return;
    }
    starts = new int[64];
    isNarrow = text.codePointCount(0, text.length()) == text.length();
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    add(start);
    if (RARE_LINE_ENDS.chars().allMatch(each -> text.indexOf(each) < 0)) {
      for (int i = text.indexOf('\n', start); i >= 0; i = text.indexOf('\n', i + 1)) {
        add(i + 1);
      }
      return;
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '\r' && c < '\u0085') {
        continue;
      }
      if (c == '\n' || RARE_LINE_ENDS.indexOf(c) >= 0) {
        i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
        add(i + 1);
      }
    }
  }

  private void add(int start) {
    if (lines == starts.length) {
      starts = Arrays.copyOf(starts, 2 * lines);
    }
    starts[lines] = start;
    lines++;
  }
}
