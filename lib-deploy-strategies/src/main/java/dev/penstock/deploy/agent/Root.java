package dev.penstock.deploy.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A directory that paths from files must not leave: neither by {@code ..} nor by symbolic links.
 *
 * @param path an existing directory, absolute and without links
 * @param name what it is called in messages
 */
record Root(Path path, String name) {

  private static final int LONGEST_SHOWN = 200;

  static Root of(Path directory, String name) throws IOException {
    return new Root(directory.toRealPath(), name);
  }

  /**
   * The place that a text names below this root; a leading slash means the root itself.
   *
   * @throws IOException if it lies outside
   */
  Path resolve(String text) throws IOException {
    int start = 0;
    while (start < text.length() && (text.charAt(start) == '/' || text.charAt(start) == '\\')) {
      start++;
    }
    Path resolved;
    try {
      resolved = path.resolve(text.substring(start)).normalize();
    } catch (java.nio.file.InvalidPathException e) {
      throw new IOException("\"" + printable(text) + "\" is no path: " + e.getReason(), e);
    }
    if (!resolved.startsWith(path)) {
      throw new IOException(
          "\"" + printable(text) + "\" leads out of " + name + "; allowed: paths below it");
    }
    requireInside(resolved);
    return resolved;
  }

  /**
   * Checks that no symbolic link on the way to a path leads outside.
   *
   * @throws IOException if one does
   */
  void requireInside(Path target) throws IOException {
    Path reached = path;
    for (Path part : path.relativize(target)) {
      reached = reached.resolve(part);
      if (Files.isSymbolicLink(reached)) {
        requireLinkInside(reached);
      } else if (!Files.exists(reached, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
    }
  }

  private void requireLinkInside(Path link) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException("the symbolic link " + shown(link) + " leads nowhere", e);
    }
    if (!real.startsWith(path)) {
      throw new IOException("the symbolic link " + shown(link) + " leads out of " + name);
    }
  }

  /** A path as messages show it: relative to this root, with slashes. */
  String shown(Path target) {
    String text = path.relativize(target).toString().replace('\\', '/');
    return text.isEmpty() ? "/" : text;
  }

  /** A text with control characters escaped, and not longer than a line. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(LONGEST_SHOWN)
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.append(text.length() > LONGEST_SHOWN ? "..." : "").toString();
  }
}
