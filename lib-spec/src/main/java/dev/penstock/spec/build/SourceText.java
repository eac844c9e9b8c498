package dev.penstock.spec.build;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.Arrays;

/** The text of a file by lines, which are counted only when something asks. */
final class SourceText {

  /** Places further right are not looked at: lines may be as long as the file. */
  private static final int FURTHEST = 1000;

  private final String text;
  private int[] starts = {}; // of lines; found when first asked for
  private int lines;

  SourceText(SpecSource source) {
    this.text = source.text();
  }

  /** Whether a place is one to ask for the line of. */
  static boolean isNearLeft(Position position) {
    return position.column() <= FURTHEST;
  }

  /** Whether a comment follows, behind spaces at most. */
  boolean isBeforeComment(Position position) {
    String line = line(position);
    int i = index(line, position);
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i < line.length() && line.charAt(i) == '#';
  }

  /** The beginning of a line. */
  String before(Position position) {
    String line = line(position);
    return line.substring(0, index(line, position));
  }

  /** A part of one line. */
  String between(Position from, Position to) {
    String line = line(from);
    return line.substring(index(line, from), index(line, to));
  }

  /** How lines end. */
  String lineEnd() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private String line(Position position) {
    if (starts.length == 0) {
      findLines();
    }
    int line = position.line() - 1;
    return line < lines ? text.substring(starts[line], end(line)) : "";
  }

  /** Where a line ends, without what ends it. */
  private int end(int line) {
    if (line == lines - 1) {
      return text.length();
    }
    int last = starts[line + 1] - 1;
    boolean isPair = last > starts[line] && text.charAt(last) == '\n' && isReturn(last - 1);
    return isPair ? last - 1 : last;
  }

  /** As YAML counts lines; by hand, and only their places, for a faulty file asks for many. */
  private void findLines() {
    starts = new int[64];
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    add(start);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '\r' && c < '\u0085') {
        continue;
      }
      if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
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

  private boolean isReturn(int index) {
    return text.charAt(index) == '\r';
  }

  private static int index(String line, Position position) {
    int index = 0;
    for (int column = 1; column < position.column() && index < line.length(); column++) {
      index += Character.charCount(line.codePointAt(index));
    }
    return index;
  }
}
