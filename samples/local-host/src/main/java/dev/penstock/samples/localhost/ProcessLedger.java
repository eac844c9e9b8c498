package dev.penstock.samples.localhost;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers running processes in a directory, one small file each, so that a host which was killed
 * finds and ends what it left behind. Safe for several threads; one host at a time.
 */
public final class ProcessLedger {
  private static final String SUFFIX = ".pid";

  private final Path directory;

  /**
   * Opens a ledger.
   *
   * @param directory where its files lie; created if absent
   * @throws IOException if it cannot be created
   */
  public ProcessLedger(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  void add(ProcessHandle process) throws IOException {
    Optional<ProcessIdentity> identity = ProcessIdentity.of(process);
    if (identity.isPresent()) {
      identity.get().write(file(process.pid()));
    }
  }

  void remove(long pid) throws IOException {
    Files.deleteIfExists(file(pid));
  }

  /**
   * Ends the processes, and all that they started, of a host that died.
   *
   * @param grace how long each may take before it is killed
   * @return how many were still running
   * @throws IOException if the directory cannot be read or changed
   */
  public int endLeftovers(Duration grace) throws IOException {
    int running = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        Optional<ProcessHandle> process = ProcessIdentity.read(file).flatMap(ProcessIdentity::find);
        if (process.isPresent()) {
          running++;
          ProcessTree.ofGroup(process.get()).end(grace);
        }
        Files.deleteIfExists(file);
      }
    }
    return running;
  }

  private Path file(long pid) {
    return directory.resolve(pid + SUFFIX);
  }
}
