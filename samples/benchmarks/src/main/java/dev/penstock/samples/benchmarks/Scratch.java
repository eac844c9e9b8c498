package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory with a bare file; deleted in the end. */
final class Scratch implements AutoCloseable {
  private final Path directory;
  private final FileChannel raw;

  Scratch(Path parent, String name) throws IOException {
    directory = Files.createTempDirectory(parent, name);
    raw =
        FileChannel.open(
            directory.resolve("raw"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
  }

  /** The directory on the disk that is measured. */
  static Path measured() {
    return Path.of(System.getProperty("benchmarks.directory", "."));
  }

  Path directory() {
    return directory;
  }

  /** The bare system calls: writes the bytes and makes them durable. */
  void append(ByteBuffer bytes) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining()) {
      raw.write(bytes);
    }
    raw.force(false);
  }

  @Override
  public void close() throws IOException {
    raw.close();
    List<Path> inside;
    try (Stream<Path> files = Files.walk(directory)) {
      inside = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : inside) {
      Files.delete(file);
    }
  }
}
