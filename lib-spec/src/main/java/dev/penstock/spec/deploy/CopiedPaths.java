package dev.penstock.spec.deploy;

import dev.penstock.revision.InstallPlan.FileCopy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Where an appspec copies to, as far as its text tells (D-070, D-072). */
final class CopiedPaths {

  /** In order, without those that lie below another. */
  private final NavigableSet<String> destinations = new TreeSet<>();

  CopiedPaths(List<FileCopy> files) {
    String above = null;
    for (String path : new TreeSet<>(files.stream().map(f -> plain(f.destination())).toList())) {
      if (above == null || !path.startsWith(above)) {
        destinations.add(path);
        above = path;
      }
    }
  }

  /** Whether something may be copied to a path, below it, or it may be created on the way. */
  boolean touch(String object) {
    String path = plain(object);
    String before = destinations.floor(path);
    String after = destinations.ceiling(path);
    return (before != null && path.startsWith(before)) || (after != null && after.startsWith(path));
  }

  /** Without empty parts and dots, ended by a slash. */
  private static String plain(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? "/" : "/" + String.join("/", parts) + "/";
  }
}
