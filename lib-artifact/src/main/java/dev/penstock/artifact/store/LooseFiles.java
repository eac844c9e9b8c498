package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Content in files of its own, {@code sha256/<2 digits>/<62 digits>}. Which of the directories are
 * there is known, so that looking for a file in one that is not costs nothing.
 */
final class LooseFiles {
  /** How many directories there are. */
  static final int PREFIXES = 256;

  private final Path directory;

  /** 1 for each directory that may be there. */
  private final AtomicIntegerArray known = new AtomicIntegerArray(PREFIXES);

  /**
   * A file that was found.
   *
   * @param id whose content it has
   * @param path where it is
   * @param size its length in bytes
   * @param lastUse when its content was put or refreshed last
   */
  record Found(ContentId id, Path path, long size, FileTime lastUse) {}

  LooseFiles(Path directory) throws IOException {
    this.directory = directory;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path each : found) {
        String name = each.getFileName().toString();
        if (name.matches("[0-9a-f]{2}")) {
          known.set(Integer.parseInt(name, 16), 1);
        }
      }
    } catch (NoSuchFileException e) {
      // no content yet
    }
  }

  Path path(ContentId id) {
    String hex = id.hex();
    return directory.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }

  /** To be called before a file is made. */
  void expect(ContentId id) {
    known.set(id.firstByte(), 1);
  }

  boolean has(ContentId id) {
    return known.get(id.firstByte()) != 0 && exists(path(id));
  }

  private static boolean exists(Path path) {
    return path.toFile().exists(); // much cheaper than what Files does
  }

  /** The file of some content; null if there is none. */
  @Nullable Found find(ContentId id) throws IOException {
    return known.get(id.firstByte()) == 0 ? null : find(id, path(id));
  }

  private static @Nullable Found find(ContentId id, Path path) throws IOException {
    if (!exists(path)) {
      return null; // much cheaper than the exception
    }
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Found(id, path, file.size(), file.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** All files whose first byte is this, in order. Other files are passed over. */
  List<Found> list(int prefix) throws IOException {
    if (known.get(prefix) == 0) {
      return List.of();
    }
    String first = String.format(Locale.ROOT, "%02x", prefix);
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(first))) {
      for (Path path : files) {
        String hex = first + path.getFileName();
        if (hex.matches("[0-9a-f]{64}")) {
          Found file = find(ContentId.of(new Digest(hex)), path);
          if (file != null) {
            found.add(file);
          }
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    found.sort(Comparator.comparing(Found::id));
    return found;
  }
}
