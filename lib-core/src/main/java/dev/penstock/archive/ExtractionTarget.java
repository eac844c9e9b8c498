package dev.penstock.archive;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory that an archive is unpacked into: empty before, and empty again after a failure.
 */
record ExtractionTarget(Path root) {

  void requireEmpty() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
      if (children.iterator().hasNext()) {
        throw new DirectoryNotEmptyException(root.toString());
      }
    }
  }

  /** Takes away what was unpacked; what cannot be removed is noted beside the cause. */
  void clear(Exception cause) {
    try {
      Files.walkFileTree(
          root,
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
              if (!directory.equals(root)) {
                Files.delete(directory);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
