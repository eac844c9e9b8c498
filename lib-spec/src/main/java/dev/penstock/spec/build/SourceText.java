package dev.penstock.spec.build;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;

/** The text of a file by lines, which are counted only when something asks. */
final class SourceText {

  /** Places further right are not looked at: lines may be as long as the file. */
  private static final int FURTHEST = 1000;

  private final String text;
  private List<String> lines = List.of();

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
    if (lines.isEmpty()) {
      lines = split(withoutMark());
    }
    return position.line() <= lines.size() ? lines.get(position.line() - 1) : "";
  }

  /** As YAML counts lines; by hand, for a faulty file asks this of every text. */
  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '\r' && c < '\u0085') {
        continue;
      }
      if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        lines.add(text.substring(start, i));
        i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
        start = i + 1;
      }
    }
    lines.add(text.substring(start));
    return lines;
  }

  private String withoutMark() {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static int index(String line, Position position) {
    int index = 0;
    for (int column = 1; column < position.column() && index < line.length(); column++) {
      index += Character.charCount(line.codePointAt(index));
    }
    return index;
  }
}
