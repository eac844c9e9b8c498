package dev.penstock.spec.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies the files of a cache to where they are packed, and back. Links within a place are kept,
 * others left out. What comes back may only go where the paths of the cache lead, never through a
 * link, and takes the place of nothing.
 */
final class CacheFiles {

  private static final String FILE = "file";

  private final CachePaths paths;
  private final MaskedLog log;

  CacheFiles(CachePaths paths, MaskedLog log) {
    this.paths = paths;
    this.log = log;
  }

  /** Copies the files into an empty directory, one folder for each path; returns how many. */
  int gather(Path target) throws IOException {
    int count = 0;
    for (CachePaths.Place place : paths.places()) {
      Path folder = target.resolve(place.folder());
      if (place.isLiteral() && Files.isRegularFile(place.directory())) {
        put(place.directory(), target.resolve(place.fileFolder()).resolve(FILE));
        count++;
      } else if (Files.isDirectory(place.directory())) {
        for (FileTree.Found file :
            FileTree.below(
                place.directory(),
                place.directory(),
                true,
                place.glob()::mayMatchBelow,
                this::skip)) {
          if (place.glob().matches(file.components())) {
            put(file, folder);
            count++;
          }
        }
      }
    }
    return count;
  }

  private void put(FileTree.Found file, Path folder) throws IOException {
    Path destination = folder.resolve(file.path());
    if (file.link().isEmpty()) {
      put(file.file(), destination);
      return;
    }
    Path parent = destination.resolveSibling("");
    Files.createDirectories(parent);
    Files.createSymbolicLink(destination, parent.relativize(folder.resolve(file.link().get())));
  }

  private static void put(Path file, Path destination) throws IOException {
    Files.createDirectories(destination.resolveSibling(""));
    try {
      Files.copy(file, destination, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      throw UnreadableException.file(file, e);
    }
  }

  /** Moves files back to where they came from; returns how many. */
  int putBack(Path unpacked) throws IOException {
    int count = 0;
    for (CachePaths.Place place : paths.places()) {
      Path single = unpacked.resolve(place.fileFolder()).resolve(FILE);
      if (place.isLiteral() && Files.isRegularFile(single, LinkOption.NOFOLLOW_LINKS)) {
        count += move(single, place.directory(), place);
      }
      Path folder = unpacked.resolve(place.folder());
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        for (Path file : filesBelow(folder)) {
          Path relative = folder.relativize(file);
          if (place.glob().matches(Glob.components(relative.toString()))) {
            count += move(file, place.directory().resolve(relative), place);
          }
        }
      }
    }
    return count;
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private int move(Path file, Path target, CachePaths.Place place) throws IOException {
    if (!isFree(target, place.directory())) {
      return 0;
    }
    Files.createDirectories(target.resolveSibling(""));
    Files.move(file, target);
    return 1;
  }

  /** Whether nothing is there, and no link leads elsewhere on the way from the place. */
  private boolean isFree(Path target, Path place) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (Path above = target.getParent();
        above != null && above.startsWith(place) && !above.equals(place);
        above = above.getParent()) {
      if (Files.isSymbolicLink(above)) {
        skip(target + " lies behind a link");
        return false;
      }
    }
    return true;
  }

  private void skip(String why) {
    log.line("Skipping invalid file path " + why);
  }
}
