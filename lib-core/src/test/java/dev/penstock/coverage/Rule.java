package dev.penstock.coverage;

import dev.penstock.conventions.SourceTree;
import java.nio.file.Path;
import java.util.List;

/**
 * One rule of the reference, a line of a table in {@code docs/rules}.
 *
 * @param id such as {@code P-101}
 * @param says the rule in a sentence
 * @param status what is to be said while no test proves it: {@code later: …} or {@code not done: …}
 */
record Rule(String id, String says, String status) {

  /** A rule that no later release is meant to follow either. */
  boolean isDeclined() {
    return status.startsWith("not done");
  }

  /** Reads a table: id, sentence and status, separated by tabs. */
  static List<Rule> read(Path table) {
    return SourceTree.text(table).lines().map(line -> parse(table, line)).toList();
  }

  private static Rule parse(Path table, String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 3) {
      throw new IllegalArgumentException(table + ": not id, sentence and status: " + line);
    }
    return new Rule(cells[0], cells[1], cells[2]);
  }
}
