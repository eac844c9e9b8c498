package dev.penstock.spec.lint;

import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fix changes in a file, as {@code diff -u} writes it. Fixes leave most lines alone, so
 * lines are paired from both ends, and between them by the longest common subsequence where that is
 * cheap.
 */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;
  private static final int MAX_CELLS = 4_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  /** A line of the comparison: kept, taken away or added. */
  private record Line(char sign, String text, int beforeLine, int afterLine) {}

  private UnifiedDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Compares two versions of a file.
   *
   * @param before the file as it is
   * @param after the file as it would be
   * @return the differences with three lines around each; empty if there are none
   */
  public static String of(SpecSource before, SpecSource after) {
    if (before.text().equals(after.text())) {
      return "";
    }
    UnifiedDiff diff = new UnifiedDiff(lines(before.text()), lines(after.text()));
    diff.compare();
    StringBuilder out = new StringBuilder();
    out.append("--- ").append(before.name()).append('\n');
    out.append("+++ ").append(after.name()).append('\n');
    diff.hunks(out);
    return out.toString();
  }

  /** The lines of a text with their ends: a change of these is a change. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private void compare() {
    int head = 0;
    while (head < Math.min(before.size(), after.size())
        && before.get(head).equals(after.get(head))) {
      add(' ', head, head);
      head++;
    }
    int tail = 0;
    while (tail < Math.min(before.size(), after.size()) - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    middle(head, before.size() - tail, after.size() - tail);
    for (int i = tail; i > 0; i--) {
      add(' ', before.size() - i, after.size() - i);
    }
  }

  private void middle(int start, int beforeEnd, int afterEnd) {
    int rows = beforeEnd - start;
    int columns = afterEnd - start;
    boolean isCheap = (long) rows * columns <= MAX_CELLS;
    int[][] common = isCheap ? common(start, rows, columns) : new int[0][0];
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (isCheap && i < rows && j < columns && isSame(start + i, start + j)) {
        add(' ', start + i++, start + j++);
      } else if (i < rows && (j == columns || !isCheap || common[i + 1][j] >= common[i][j + 1])) {
        add('-', start + i++, start + j);
      } else {
        add('+', start + i, start + j++);
      }
    }
  }

  private int[][] common(int start, int rows, int columns) {
    int[][] common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            isSame(start + i, start + j)
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private boolean isSame(int i, int j) {
    return before.get(i).equals(after.get(j));
  }

  private void add(char sign, int i, int j) {
    lines.add(new Line(sign, sign == '+' ? after.get(j) : before.get(i), i, j));
  }

  private void hunks(StringBuilder out) {
    int next = 0;
    while (next < lines.size()) {
      if (lines.get(next).sign() == ' ') {
        next++;
        continue;
      }
      int from = Math.max(0, next - CONTEXT);
      int lastChange = next;
      while (next < lines.size() && next - lastChange <= 2 * CONTEXT) {
        lastChange = lines.get(next).sign() == ' ' ? lastChange : next;
        next++;
      }
      int to = Math.min(lines.size(), lastChange + CONTEXT + 1);
      hunk(lines.subList(from, to), out);
      next = to;
    }
  }

  private static void hunk(List<Line> hunk, StringBuilder out) {
    long olds = hunk.stream().filter(line -> line.sign() != '+').count();
    long news = hunk.stream().filter(line -> line.sign() != '-').count();
    out.append("@@ -").append(range(hunk.get(0).beforeLine(), olds));
    out.append(" +").append(range(hunk.get(0).afterLine(), news)).append(" @@\n");
    for (Line line : hunk) {
      out.append(line.sign()).append(line.text());
      if (!line.text().endsWith("\n")) {
        out.append("\n\\ No newline at end of file\n");
      }
    }
  }

  private static String range(int start, long count) {
    long first = count == 0 ? start : start + 1L;
    return count == 1 ? "" + first : first + "," + count;
  }
}
