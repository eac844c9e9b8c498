package dev.penstock.samples.speclint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real jar, run in a process of its own. */
final class Jar {

  private static final int MAX_MINUTES = 2;

  private final Path directory;

  /** Runs in a directory. */
  Jar(Path directory) {
    this.directory = directory;
  }

  /** How a run ended, and what it printed. */
  record Run(int code, String out, String err) {}

  Run run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  /**
   * Runs it by a command that runs another one.
   *
   * @param by the other command's beginning
   */
  Run run(List<String> by, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(by);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of("target/spec-lint.jar").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, ".out", "");
    Path err = Files.createTempFile(directory, ".err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("still running: " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    Run run = new Run(process.exitValue(), text(out), text(err));
    Files.delete(out);
    Files.delete(err);
    return run;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, UTF_8).replace(System.lineSeparator(), "\n");
  }
}
