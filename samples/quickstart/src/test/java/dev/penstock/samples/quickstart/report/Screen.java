package dev.penstock.samples.quickstart.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after some output: lines, cursor up, clear; colours are ignored. */
final class Screen {
  private static final Pattern PIECE =
      Pattern.compile("\u001b\\[([0-9]*)([A-Za-z])|\n|\r|[^\u001b\n\r]+");

  private Screen() {}

  static String after(String output) {
    List<String> lines = new ArrayList<>(List.of(""));
    int row = 0;
    Matcher pieces = PIECE.matcher(output);
    while (pieces.find()) {
      String piece = pieces.group();
      if (piece.equals("\n")) {
        row++;
        if (row == lines.size()) {
          lines.add("");
        }
      } else if ("A".equals(pieces.group(2))) {
        row -= Integer.parseInt(String.valueOf(pieces.group(1)));
      } else if ("J".equals(pieces.group(2))) {
        lines.subList(row, lines.size()).clear();
        lines.add("");
      } else if ("K".equals(pieces.group(2))) {
        lines.set(row, "");
      } else if (pieces.group(2) == null && !piece.equals("\r")) {
        lines.set(row, lines.get(row) + piece);
      }
    }
    return String.join("\n", lines);
  }
}
