package dev.penstock.spec;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.Severity;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The lines of a text as YAML counts them, for showing the one that a diagnostic is about. */
final class SourceLines {

  private static final int WIDEST = 160;
  private static final String CUT = "\u2026";
  private static final String INDENT = "    ";
  private static final Pattern VALUES =
      Pattern.compile("(?:^|[.])(?:(?:variables|[cC]onfiguration)[.]|[eE]nvironmentVariables\\[)");

  private final String text;
  private int[] starts = new int[64];
  private int count;
  private final HiddenValues hidden;
  private int lastLine;
  private int lastColumn;
  private int lastIndex;

  SourceLines(String text) {
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    add(0);
    for (int i = 0; i < this.text.length(); i++) {
      if (isLineEnd(i)) {
        add(i + 1);
      }
    }
    this.hidden = new HiddenValues(this.text);
  }

  /**
   * Appends the line and a caret below the column; nothing if the text has no such line. An error
   * of the text itself is shown with the line before, where it may have been made.
   */
  void excerpt(Diagnostic diagnostic, StringBuilder out) {
    Position position = diagnostic.position();
    if (position == null || position.line() > count) {
      return;
    }
    boolean isOfText =
        diagnostic.severity() == Severity.ERROR
            && diagnostic.path().isEmpty()
            && diagnostic.end() == null;
    int number = position.line();
    for (int before = number - 1; isOfText && before > 0; before--) {
      if (!isBlank(before)) {
        out.append(INDENT).append(new ShownLine(before, starts[before - 1], false).part);
        out.append('\n');
        break;
      }
    }
    ShownLine shown = new ShownLine(number, index(position), holdsValue(diagnostic.path()));
    out.append(INDENT).append(shown.part).append('\n');
    out.append(INDENT).append(shown.belowCaret()).append("^\n");
  }

  /** Where a position is in the text. Fast for positions in the order of the text. */
  private int index(Position position) {
    int column = 1;
    int index = starts[position.line() - 1];
    if (position.line() == lastLine && position.column() >= lastColumn) {
      column = lastColumn;
      index = lastIndex;
    }
    int end = end(position.line());
    while (column < position.column() && index < end) {
      index = text.offsetByCodePoints(index, 1);
      column++;
    }
    lastLine = position.line();
    lastColumn = column;
    lastIndex = index;
    return index;
  }

  private boolean isBlank(int number) {
    for (int i = starts[number - 1]; i < end(number); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** One line as it is shown: without what is withheld, and cut where it is long. */
  private final class ShownLine {

    final String part;
    private int caret;
    private boolean isMasked;

    /** Looks at no more of a long line than may be shown. */
    ShownLine(int number, int index, boolean holdsValue) {
      int start = Math.max(starts[number - 1], index - 2 * WIDEST);
      int end = Math.min(end(number), index + 2 * WIDEST);
      StringBuilder shown = new StringBuilder(withoutHidden(start, end, index));
      if (holdsValue && !isMasked) {
        int colon = shown.indexOf(":", caret); // a value that is withheld for its place alone
        shown.setLength(colon < 0 ? Math.min(caret, shown.length()) : colon + 1);
        end = end(number);
      }
      boolean isCutLeft = start > starts[number - 1];
      part = window(printable(shown.toString()), isCutLeft, end < end(number));
    }

    private String withoutHidden(int start, int end, int pointed) {
      StringBuilder shown = new StringBuilder();
      caret = -1;
      int from = start;
      for (int at = hidden.startAfter(start); at >= 0 && at < end; at = hidden.startAfter(from)) {
        int hiddenEnd = Math.min(end, hidden.endAfter(from));
        take(from, Math.max(from, at), pointed, shown);
        if (caret < 0 && pointed < hiddenEnd) {
          caret = shown.length();
        }
        shown.append(HiddenValues.MASK);
        isMasked = true;
        from = hiddenEnd;
        if (from >= end) {
          break;
        }
      }
      take(from, end, pointed, shown);
      if (caret < 0) {
        caret = shown.length();
      }
      return shown.toString();
    }

    private void take(int from, int to, int pointed, StringBuilder shown) {
      if (caret < 0 && pointed < to) {
        caret = shown.length() + Math.max(0, pointed - from);
      }
      shown.append(text, from, to);
    }

    private String window(String shown, boolean isCutLeft, boolean isCutRight) {
      int from = caret < WIDEST && !isCutLeft ? 0 : Math.max(0, caret - WIDEST / 2);
      int to = Math.min(shown.length(), from + WIDEST);
      if (from >= to) {
        caret = Math.min(caret, shown.length());
        return shown;
      }
      if (from > 0 && Character.isLowSurrogate(shown.charAt(from))) {
        from--;
      }
      if (to < shown.length() && Character.isLowSurrogate(shown.charAt(to))) {
        to--;
      }
      String left = from > 0 || isCutLeft ? CUT : "";
      String right = to < shown.length() || isCutRight ? CUT : "";
      caret += left.length() - from;
      return left + shown.substring(from, to) + right;
    }

    /** What stands below the line up to the caret. */
    private String belowCaret() {
      StringBuilder below = new StringBuilder();
      for (int i = 0; i < caret; i++) {
        char c = i < part.length() ? part.charAt(i) : ' ';
        if (!Character.isLowSurrogate(c)) {
          below.append(c == '\t' ? '\t' : ' ');
        }
      }
      return below.toString();
    }
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

  /** Whether a part holds what is withheld, wherever it stands: an alias may have led there. */
  private static boolean holdsValue(String path) {
    return VALUES.matcher(path).find();
  }

  /** Where a line ends, without its break. */
  private int end(int number) {
    int start = starts[number - 1];
    int end = number < count ? starts[number] : text.length();
    while (end > start && isBreak(text.charAt(end - 1))) {
      end--;
    }
    return end;
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
