package dev.penstock.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory for one try of a property, below the module's {@code target}. */
final class Scratch {
  private @Nullable Path root;

  void open() throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "scratch"));
    root = Files.createTempDirectory(parent, "try");
  }

  Path root() {
    if (root == null) {
      throw new IllegalStateException("not open");
    }
    return root;
  }

  Path directory(String name) throws IOException {
    return Files.createDirectories(root().resolve(name));
  }

  Path file(String name, byte[] content) throws IOException {
    return Files.write(root().resolve(name), content);
  }

  void close() throws IOException {
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
