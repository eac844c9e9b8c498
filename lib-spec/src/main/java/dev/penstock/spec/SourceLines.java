package dev.penstock.spec;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import java.util.Arrays;

/** The lines of a text as YAML counts them, for showing the one that a diagnostic is about. */
final class SourceLines {

  private static final int WIDEST = 160;

  private final String text;
  private int[] starts = new int[64];
  private int count;

  SourceLines(String text) {
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    add(0);
    for (int i = 0; i < this.text.length(); i++) {
      if (isLineEnd(i)) {
        add(i + 1);
      }
    }
  }

  /** Appends the line and a caret below the column; nothing if the text has no such line. */
  void excerpt(Diagnostic diagnostic, StringBuilder out) {
    Position position = diagnostic.position();
    if (position == null || position.line() > count) {
      return;
    }
    String line = line(position.line());
    int caret = Math.min(position.column() - 1, line.codePointCount(0, line.length()));
    int index = line.offsetByCodePoints(0, caret);
    String shown = shown(line, index, diagnostic.path());
    int from = index < WIDEST ? 0 : index - WIDEST / 2;
    int to = Math.min(shown.length(), from + WIDEST);
    String part = from < to ? printable(shown.substring(from, to)) : "";
    out.append("    ").append(part).append('\n').append("    ");
    for (int i = from; i < index; i++) {
      char c = line.charAt(i);
      if (!Character.isLowSurrogate(c)) {
        out.append(c == '\t' ? '\t' : ' ');
      }
    }
    out.append("^\n");
  }

  /** The line up to a value, and of several variables on one line none. */
  private static String shown(String line, int index, String path) {
    if (!holdsValue(path)) {
      return line;
    }
    for (int i = 0; i < index && path.contains("variables."); i++) {
      if (line.charAt(i) == '{' || line.charAt(i) == '[') {
        return line.substring(0, i + 1);
      }
    }
    int colon = line.indexOf(':', index);
    return colon < 0 ? line.substring(0, index) : line.substring(0, colon + 1);
  }

  /** Terminal controls in a file must not reach a person's screen. */
  private static String printable(String line) {
    StringBuilder printable = new StringBuilder(line);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i)) && line.charAt(i) != '\t') {
        printable.setCharAt(i, '\uFFFD');
      }
    }
    return printable.toString();
  }

  private static boolean holdsValue(String path) {
    return path.contains("variables.")
        || (path.contains("onfiguration.") && !path.contains(".AwsvpcConfiguration"))
        || path.contains("nvironmentVariables[");
  }

  private String line(int number) {
    int start = starts[number - 1];
    int end = number < count ? starts[number] : text.length();
    while (end > start && isBreak(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private boolean isLineEnd(int i) {
    char c = text.charAt(i);
    return isBreak(c) && !(c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
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
