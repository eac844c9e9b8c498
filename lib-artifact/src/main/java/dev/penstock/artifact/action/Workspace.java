package dev.penstock.artifact.action;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Gives each attempt an empty directory, named by its key, and takes it away at the end. */
record Workspace(Path root) {

  /** Work in a directory. */
  interface Work<T> {
    T in(Path directory) throws IOException;
  }

  <T> T with(String key, Work<T> work) throws IOException {
    String name = Hashing.sha256().hashString(key, StandardCharsets.UTF_8).toString();
    Path directory = root.resolve("attempt-" + name.substring(0, 32));
    remove(directory); // what an earlier process left when it crashed
    Files.createDirectories(directory);
    try {
      return work.in(directory);
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
