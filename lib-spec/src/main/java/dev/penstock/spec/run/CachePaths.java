package dev.penstock.spec.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths of a cache, each as a directory to start from and a pattern below it: relative to the
 * sources, absolute, or beginning with a tilde (B-180). A path without pattern is a file, or a
 * directory with all that is in it.
 */
final class CachePaths {

  private final List<Place> places = new ArrayList<>();

  CachePaths(List<String> paths, Path source, String home) {
    for (String path : paths) {
      if (path.equals("~") || path.startsWith("~/")) {
        add(Path.of(home).toAbsolutePath(), path.substring(1));
      } else if (path.startsWith("/")) {
        add(source.getRoot(), path);
      } else {
        add(source, path);
      }
    }
  }

  /**
   * A directory and which of its files are meant; or, if the path has no pattern, perhaps a file.
   *
   * @param number under which its files are packed
   */
  record Place(Path directory, int number, boolean isLiteral, Glob glob) {

    String folder() {
      return "path-" + number;
    }

    String fileFolder() {
      return "file-" + number;
    }
  }

  private void add(Path start, String path) {
    List<String> components = Glob.components(path);
    Path directory = start;
    int i = 0;
    while (i < components.size() && !Glob.isPattern(components.get(i))) {
      directory = directory.resolve(components.get(i++));
    }
    directory = directory.normalize();
    String rest = String.join("/", components.subList(i, components.size()));
    places.add(
        new Place(directory, places.size(), rest.isEmpty(), Glob.of(rest.isEmpty() ? "**" : rest)));
  }

  List<Place> places() {
    return places;
  }
}
