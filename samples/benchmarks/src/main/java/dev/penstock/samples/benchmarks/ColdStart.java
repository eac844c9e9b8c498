package dev.penstock.samples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs in fresh JVMs, in turn, and measures the time until each has ended.
 *
 * <p>Each gets a class path of its own: the folders, and those libraries from which it loads a
 * class when it is run once before. So nobody searches what others brought.
 */
final class ColdStart {
  private static final long TIMEOUT_SECONDS = 180;

  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  /** Adds a program, of which two runs are thrown away. */
  ColdStart add(String name, Class<?> program, String argument)
      throws IOException, InterruptedException {
    List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    String loaded = run(command(all, "-Xlog:class+load", program, argument));
    List<String> needed =
        all.stream()
            .filter(path -> !path.endsWith(".jar") || loaded.contains("/" + fileName(path)))
            .toList();
    List<String> command = command(needed, null, program, argument);
    run(command);
    commands.put(name, command);
    return this;
  }

  private static String fileName(String path) {
    return new File(path).getName();
  }

  private static List<String> command(
      List<String> classPath, @Nullable String option, Class<?> program, String argument) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    if (option != null) {
      command.add(option);
    }
    command.addAll(
        List.of("-cp", String.join(File.pathSeparator, classPath), program.getName(), argument));
    return command;
  }

  /** Milliseconds of so many rounds; in each round every program runs once. */
  Measured measure(int rounds) throws IOException, InterruptedException {
    Map<String, double[]> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> program : commands.entrySet()) {
        long start = System.nanoTime();
        run(program.getValue());
        times.computeIfAbsent(program.getKey(), name -> new double[rounds])[round] =
            (System.nanoTime() - start) / 1e6;
      }
    }
    Measured measured = new Measured();
    times.forEach(measured::add);
    return measured;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("cold-start", ".txt");
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      boolean ended = child.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      String text = Files.readString(printed);
      if (!ended || child.exitValue() != 0) {
        throw new IOException(
            String.join(" ", command)
                + (ended ? ": failed:" : ": not ended after " + TIMEOUT_SECONDS + " s:")
                + "\n"
                + lastLines(text));
      }
      return text;
    } finally {
      child.destroyForcibly().waitFor();
      Files.delete(printed);
    }
  }

  private static String lastLines(String printed) {
    List<String> lines = printed.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
