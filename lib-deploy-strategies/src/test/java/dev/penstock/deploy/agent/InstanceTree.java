package dev.penstock.deploy.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that is on an instance but the agent's notes, as a value. */
final class InstanceTree {

  private InstanceTree() {}

  /** Path to what is there: content and mode of files, targets of links, modes of directories. */
  static Map<String, String> of(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(root) && !path.startsWith(root.resolve(".penstock"))) {
          found.put(root.relativize(path).toString(), describe(path));
        }
      }
    }
    return found;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    return Files.isDirectory(path) ? mode : mode + " " + Files.readString(path);
  }

  /** What must never be left among the notes once an agent is idle: halves of something. */
  static void requireTidy(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(".penstock"))) {
      for (Path path : (Iterable<Path>) all::iterator) {
        String name = path.getFileName().toString();
        if (name.endsWith(".part") || name.startsWith("retired-") || name.equals("running")) {
          throw new AssertionError("left behind: " + path);
        }
      }
    }
  }
}
