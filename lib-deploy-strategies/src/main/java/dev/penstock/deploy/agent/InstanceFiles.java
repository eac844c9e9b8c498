package dev.penstock.deploy.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Every change that the agent makes to files goes through here, one at a time, so that a test can
 * end the agent's work at each of them.
 */
final class InstanceFiles {

  /** The file system as it is. */
  static final InstanceFiles PLAIN = new InstanceFiles((change, path) -> {}, true);

  private final Watch watch;
  private final boolean isForced;

  /**
   * Makes changes that are watched.
   *
   * @param isForced whether a note is on the disk, and not only with the system, before the next
   *     step; a kill spares both, a loss of power only the first
   */
  InstanceFiles(Watch watch, boolean isForced) {
    this.watch = watch;
    this.isForced = isForced;
  }

  /** Sees a change before it is made, and may fail it. */
  @FunctionalInterface
  interface Watch {
    void before(String change, Path path) throws IOException;
  }

  void createDirectory(Path path) throws IOException {
    watch.before("create directory", path);
    Files.createDirectory(path);
  }

  void createDirectories(Path path) throws IOException {
    watch.before("create directories", path);
    Files.createDirectories(path);
  }

  /** Copies a file with its attributes, or a link as a link. */
  void copy(Path source, Path target) throws IOException {
    watch.before("copy", target);
    Files.copy(
        source,
        target,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
  }

  void delete(Path path) throws IOException {
    watch.before("delete", path);
    Files.delete(path);
  }

  void move(Path from, Path to) throws IOException {
    watch.before("move", to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void append(Path file, String text) throws IOException {
    watch.before("append", file);
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Replaces a small file: a kill leaves the old content or the new one. */
  void replace(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    watch.before("write", part);
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (isForced) {
        channel.force(true);
      }
    }
    move(part, file);
  }

  void apply(PermissionPlan.Change change, Root root, @Nullable AccessControl access)
      throws IOException {
    change.apply(root, access, watch);
  }

  /** Removes a directory with all that is in it, if it exists; links are not followed. */
  void deleteTree(Path top) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
