package dev.penstock.deploy.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What an installation has put where, one path a line, so that the next one can take it away. A
 * path is noted before it is created: after a kill the list holds too much rather than too little.
 *
 * @param file where the list is kept
 * @param root below which everything lies
 */
record CleanupList(Path file, Root root) {

  /** Notes a path that is about to be created. */
  void add(Path path) throws IOException {
    Files.writeString(
        file,
        root.shown(path) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
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
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      Path path = root.path().resolve(lines.get(i)).normalize();
      if (!path.startsWith(root.path()) || path.equals(root.path())) {
        throw new IOException(
            "the cleanup list names \"" + lines.get(i) + "\", which is not below " + root.name());
      }
      Path parent = path.getParent();
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && parent != null) {
        root.requireInside(parent);
        remove(path);
      }
    }
    Files.delete(file);
  }

  private static void remove(Path path) throws IOException {
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      return; // holds what no installation has put there
    }
  }
}
