package dev.penstock.samples.quickstart.report;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The first row is the heading; a rule follows it. */
  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        if (column == widths.size()) {
          widths.add(width);
        } else {
          widths.set(column, Math.max(widths.get(column), width));
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < rows.size(); index++) {
      append(text, rows.get(index), widths);
      if (index == 0) {
        append(text, widths.stream().map("-"::repeat).toList(), widths);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
