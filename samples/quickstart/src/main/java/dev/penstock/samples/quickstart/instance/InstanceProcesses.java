package dev.penstock.samples.quickstart.instance;

import dev.penstock.samples.localhost.ProcessIdentity;
import dev.penstock.samples.localhost.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The processes that run in the directories of the instances, found by the file {@code
 * instance.pid} which the start script writes. Works on what another, dead run of this program has
 * left as well. Thread-safe.
 */
public final class InstanceProcesses {

  /** The file, in the directory of an instance, that names its process. */
  public static final String FILE = "instance.pid";

  private static final int DEPTH = 4;

  private final Path root;
  private final Duration grace;

  /**
   * The processes under a directory.
   *
   * @param root holds the directories of the instances, at most three levels down
   * @param grace how long a process may take to end before it is killed
   */
  public InstanceProcesses(Path root, Duration grace) {
    this.root = root;
    this.grace = grace;
  }

  /**
   * The process of one instance.
   *
   * @param instance the directory of the instance
   * @return the process, or empty if it does not run
   * @throws IOException if the file cannot be read
   */
  public Optional<ProcessHandle> find(Path instance) throws IOException {
    return ProcessIdentity.read(instance.resolve(FILE)).flatMap(ProcessIdentity::find);
  }

  /**
   * The directories of all instances that run.
   *
   * @return the directories in order
   * @throws IOException if a directory or file cannot be read
   */
  public List<Path> running() throws IOException {
    List<Path> running = new ArrayList<>();
    for (Path instance : recorded()) {
      if (find(instance).isPresent()) {
        running.add(instance);
      }
    }
    return running;
  }

  /**
   * Ends one instance and forgets it.
   *
   * @param instance the directory of the instance
   * @throws IOException if its file cannot be read or deleted, or it does not end
   */
  public void end(Path instance) throws IOException {
    Optional<ProcessHandle> process = find(instance);
    if (process.isPresent() && !ProcessTree.of(process.get()).end(grace)) {
      throw new IOException(instance + ": process " + process.get().pid() + " does not end");
    }
    Files.deleteIfExists(instance.resolve(FILE));
  }

  /**
   * Ends every instance, side by side.
   *
   * @return how many were running
   * @throws IOException if one of them cannot be ended; the others are ended nevertheless
   */
  public int endAll() throws IOException {
    List<IOException> failures = new ArrayList<>();
    int ended = 0;
    List<Path> instances = recorded();
    for (Path instance : instances) {
      Optional<ProcessHandle> process = find(instance);
      process.ifPresent(ProcessHandle::destroy);
      ended += process.isPresent() ? 1 : 0;
    }
    for (Path instance : instances) {
      try {
        end(instance);
      } catch (IOException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      IOException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return ended;
  }

  /**
   * Ends every instance when this JVM is asked to end, as by Ctrl-C; not when it is killed.
   *
   * @param complaints receives the message of an instance that cannot be ended
   */
  public void endOnShutdown(Consumer<String> complaints) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    endAll();
                  } catch (IOException failure) {
                    complaints.accept(String.valueOf(failure.getMessage()));
                  }
                },
                "end-instances"));
  }

  private List<Path> recorded() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root, DEPTH)) {
      return files
          .filter(file -> file.endsWith(FILE))
          .map(file -> file.resolveSibling("").normalize())
          .sorted()
          .toList();
    } catch (UncheckedIOException failure) {
      throw new IOException(root + ": " + failure.getMessage(), failure);
    }
  }
}
