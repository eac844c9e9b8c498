package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the scripts of one event write: all of it in a file, the last lines in memory. Safe for
 * several threads.
 */
final class ScriptLog {
  private static final int LONGEST_LINE = 1_000;

  private final Path file;
  private final Deque<String> tail = new ArrayDeque<>(); // guarded by this
  private int length; // of the tail, line ends included

  ScriptLog(Path file) {
    this.file = file;
  }

  /** Adds a line, behind the event and script that it comes from. */
  synchronized void add(String origin, String line) {
    String entry =
        "["
            + origin
            + "] "
            + (line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
    keep(entry);
    try {
      Files.writeString(
          file,
          entry + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      keep("[agent] the line above is missing in the log file: " + e.getMessage());
    }
  }

  private void keep(String entry) {
    tail.add(entry);
    length += entry.length() + 1;
    while (length > LifecycleResult.LONGEST_LOG && tail.size() > 1) {
      length -= tail.remove().length() + 1;
    }
  }

  /** The last whole lines, as many as a result holds. */
  synchronized String tail() {
    return String.join("\n", tail);
  }
}
