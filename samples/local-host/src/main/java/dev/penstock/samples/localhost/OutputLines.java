package dev.penstock.samples.localhost;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Cuts a program's output into lines. */
final class OutputLines {

  /** A longer line is delivered in pieces, so that no program can fill this host's memory. */
  static final int LONGEST = 64 * 1024;

  private OutputLines() {}

  /**
   * Delivers lines, without their ends, until the output is closed.
   *
   * @param output what the program wrote
   * @param lines receives each line; an unfinished last line counts, an empty one does not
   * @throws IOException if reading fails
   */
  static void deliver(Reader output, Consumer<String> lines) throws IOException {
    char[] buffer = new char[8192];
    StringBuilder line = new StringBuilder();
    for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          lines.accept(withoutReturn(line));
          line.setLength(0);
        } else {
          line.append(buffer[i]);
          if (line.length() == LONGEST) {
            lines.accept(line.toString());
            line.setLength(0);
          }
        }
      }
    }
    if (line.length() > 0) {
      lines.accept(withoutReturn(line));
    }
  }

  private static String withoutReturn(StringBuilder line) {
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }
}
