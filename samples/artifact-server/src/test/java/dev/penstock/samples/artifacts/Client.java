package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;

/**
 * Runs programs with a home of their own and none of this machine's settings. A program that is
 * missing skips the test with a message; where the environment says {@code CI=true} it fails.
 */
public final class Client {
  private static final int MOST_MINUTES = 3;

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  private Client(Path home) {
    this.home = home;
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /**
   * Programs with this home.
   *
   * @param home an empty directory
   */
  public static Client at(Path home) throws IOException {
    Files.createDirectories(home);
    return new Client(home);
  }

  /** Sets a variable of the environment. */
  public Client with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * How a program ended.
   *
   * @param output what it printed to both streams
   */
  public record Run(int code, String output) {

    /** Fails unless the program succeeded. */
    public Run succeeded() {
      assertEquals(0, code, output);
      return this;
    }

    /** Fails if the program succeeded. */
    public Run failed() {
      assertNotEquals(0, code, output);
      return this;
    }
  }

  /** Runs a program in its home. */
  public Run run(String... command) throws IOException, InterruptedException {
    return runIn(home, command);
  }

  /** Runs a program in a directory. */
  public Run runIn(Path directory, String... command) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionFailedError(List.of(command) + " still runs\n" + read(output));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), read(output));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Skips or fails unless a command is in the path. */
  public static void require(String command) {
    boolean isThere =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    if (!isThere) {
      missing(command);
    }
  }

  /** Skips or fails unless a file is there. */
  public static Path require(Path file) {
    return Optional.of(file)
        .filter(Files::exists)
        .orElseGet(
            () -> {
              missing(file.toString());
              return file;
            });
  }

  /** Skips or fails: something is missing. */
  public static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionFailedError(what + " is missing; .ci/run should have got it");
    }
    Assumptions.abort(what + " is missing: this client is not tested");
  }
}
