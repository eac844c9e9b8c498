package dev.penstock.deploy.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an installation has put where, one path a line, so that the next one can take it away. A
 * path is noted before it is created: after a kill the list holds too much rather than too little.
 *
 * @param file where the list is kept
 * @param root below which everything lies
 * @param files makes the changes
 */
record CleanupList(Path file, Root root, InstanceFiles files) {

  static CleanupList of(InstanceHome home) {
    return new CleanupList(home.cleanup(), home.root(), home.files());
  }

  /** Notes a path that is about to be created. */
  void add(Path path) throws IOException {
    files.append(file, root.shown(path) + "\n");
  }

  /**
   * Takes away what the list names, last first: files and links, and directories that are empty.
   * What is missing is passed over, and so is a last line without an end (D-111). The list goes at
   * last, so that a kill in between is made good by the next call.
   */
  void run() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (Path path : lastFirst()) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        remove(path);
      }
    }
    files.delete(file);
  }

  private void remove(Path path) throws IOException {
    try {
      files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      return; // holds what no installation has put there
    }
  }

  /** What {@link #run} would take away, last first. */
  List<Path> removals() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Path> removals = new ArrayList<>();
    Set<Path> removed = new HashSet<>();
    for (Path path : lastFirst()) {
      boolean isKept = false;
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> children = Files.list(path)) {
          isKept = children.anyMatch(child -> !removed.contains(child));
        }
      }
      if (!isKept && removed.add(path)) {
        removals.add(path);
      }
    }
    return removals;
  }

  /** The paths of the list that are there. */
  private List<Path> lastFirst() throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<Path> paths = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      Path path = root.path().resolve(line).normalize();
      if (!path.startsWith(root.path()) || path.equals(root.path())) {
        throw new IOException(
            "the cleanup list names \"" + line + "\", which is not below " + root.name());
      }
      Path parent = path.getParent();
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && parent != null) {
        root.requireInside(parent);
        paths.add(path);
      }
    }
    Collections.reverse(paths);
    return paths;
  }
}
