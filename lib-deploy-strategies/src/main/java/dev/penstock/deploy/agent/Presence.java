package dev.penstock.deploy.agent;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * What is on an instance once some paths will have been removed.
 *
 * @param removed the paths that will not be there
 */
record Presence(Set<Path> removed) {

  /** The instance as it is. */
  static final Presence NOW = new Presence(Set.of());

  /** Whether anything is there: a file, a directory, or a link to whatever. */
  boolean isThere(Path path) {
    return !removed.contains(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a directory is there, or a link to one. */
  boolean isDirectory(Path path) {
    return !removed.contains(path) && Files.isDirectory(path);
  }

  /** Whether a plain file is there, no link. */
  boolean isPlainFile(Path path) {
    return !removed.contains(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}
