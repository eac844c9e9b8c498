package dev.penstock.samples.localhost;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one attempt at one action works: the same when the attempt is made again
 * after a crash, and then emptied first.
 *
 * @param path the directory
 */
public record AttemptDirectory(Path path) {

  private static final int LONGEST = 200;
  private static final int READABLE = 100;

  /**
   * Makes an empty directory for an attempt.
   *
   * @param work holds the directories of all attempts
   * @param key the attempt's key; what no file name may hold is encoded
   * @return the directory
   * @throws IOException if it cannot be made
   */
  public static AttemptDirectory fresh(Path work, String key) throws IOException {
    AttemptDirectory attempt = new AttemptDirectory(work.resolve("attempt-" + encoded(key)));
    attempt.delete();
    Files.createDirectories(attempt.path());
    return attempt;
  }

  /** Of a key that is too long for the name of a file, the beginning, and what tells it apart. */
  private static String encoded(String key) {
    String name = URLEncoder.encode(key, StandardCharsets.UTF_8);
    return name.length() <= LONGEST
        ? name
        : name.substring(0, READABLE)
            + "-"
            + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Deletes the directory and what is in it, directories included that a build has left without
   * rights to read or write; symbolic links are not followed.
   *
   * @throws IOException if something cannot be deleted
   */
  public void delete() throws IOException {
    if (Files.exists(path)) {
      delete(path);
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            boolean mayEmpty =
                (Files.isWritable(directory) || directory.toFile().setWritable(true))
                    && (Files.isExecutable(directory) || directory.toFile().setExecutable(true));
            if (!mayEmpty) {
              throw new IOException(directory + " cannot be emptied: it is not writable");
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
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
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
