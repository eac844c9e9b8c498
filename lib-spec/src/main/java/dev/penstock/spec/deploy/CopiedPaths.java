package dev.penstock.spec.deploy;

import dev.penstock.revision.InstallPlan.FileCopy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Where an appspec copies to, as far as its text tells (D-070, D-072). */
final class CopiedPaths {

  private final List<String> destinations;

  CopiedPaths(List<FileCopy> files) {
    this.destinations = files.stream().map(file -> plain(file.destination())).toList();
  }

  /** Whether something may be copied to a path, below it, or it may be created on the way. */
  boolean touch(String object) {
    String path = plain(object);
    return destinations.stream().anyMatch(each -> path.startsWith(each) || each.startsWith(path));
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
