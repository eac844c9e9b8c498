package dev.penstock.spec.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Directories that a build makes and removes. Links are removed, never followed. */
final class Directories {

  private Directories() {}

  /** Makes an empty directory that only its owner may enter, where the file system knows owners. */
  static Path createPrivate(Path directory) throws IOException {
    delete(directory);
    return requirePrivate(directory);
  }

  /** The same, but keeps what is in the directory if it is there. */
  static Path requirePrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    return directory;
  }

  /** Removes a directory and everything below it; does nothing if there is none. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            boolean mayEmpty =
                (Files.isWritable(visited) || visited.toFile().setWritable(true))
                    && (Files.isExecutable(visited) || visited.toFile().setExecutable(true));
            if (!mayEmpty) {
              throw new IOException(visited + " cannot be emptied: it is not writable");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (!isMadeReadable(file)) {
              throw failure;
            }
            delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault)
              throws IOException {
            if (fault != null) {
              throw fault;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Whether this is a directory that its owner could not list, and now can. */
  private static boolean isMadeReadable(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isReadable(file)
        && file.toFile().setReadable(true)
        && Files.isReadable(file);
  }
}
