package dev.penstock.shell;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A program to run.
 *
 * @param words the program and its arguments, at least one; passed on as they are, no shell splits
 *     them
 * @param directory where it runs
 * @param environment variables that are added to those of the host, or replace them
 * @param output receives each line of standard output and standard error as it is written, without
 *     its line end; called by one thread at a time
 */
public record ShellCommand(
    List<String> words, Path directory, Map<String, String> environment, Consumer<String> output) {

  /** Copies the collections; refuses an empty command. */
  public ShellCommand {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least one word");
    }
    Objects.requireNonNull(directory, "directory");
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    Objects.requireNonNull(output, "output");
  }

  /** The words and the directory; the environment may hold secrets and stays out. */
  @Override
  public String toString() {
    return "ShellCommand[" + String.join(" ", words) + " in " + directory + "]";
  }
}
