package dev.penstock.spec.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lists the files below a directory, in the order of their names. Links are followed as long as
 * they stay within the root; others are left out.
 */
final class FileTree {

  private static final int MAX_FILES = 1_000_000;
  private static final int MAX_DEPTH = 200;

  private final Path root;
  private final Consumer<String> skipped;
  private final List<Found> found = new ArrayList<>();
  private final Set<Path> open = new HashSet<>();

  private FileTree(Path root, Consumer<String> skipped) {
    this.root = root;
    this.skipped = skipped;
  }

  /** A file, and its path below the directory. */
  record Found(List<String> components, Path file) {}

  /** The files below a directory of the root; reports links that lead out of the root. */
  static List<Found> below(Path directory, Path root, Consumer<String> skipped) throws IOException {
    FileTree tree = new FileTree(root.toRealPath(), skipped);
    tree.visit(directory, List.of());
    return tree.found;
  }

  private void visit(Path directory, List<String> path) throws IOException {
    Path real = directory.toRealPath();
    if (!open.add(real)) {
      return;
    }
    if (path.size() > MAX_DEPTH) {
      throw new IOException("more than " + MAX_DEPTH + " directories deep: " + directory);
    }
    List<Path> entries;
    try (Stream<Path> listed = Files.list(directory)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      visitEntry(entry, path);
    }
    open.remove(real);
  }

  private void visitEntry(Path entry, List<String> path) throws IOException {
    if (Files.isSymbolicLink(entry) && !leadsInside(entry)) {
      skipped.accept(entry + " is a link that leads nowhere, or out of " + root);
      return;
    }
    List<String> components = new ArrayList<>(path);
    components.add(String.valueOf(entry.getFileName()));
    if (Files.isDirectory(entry)) {
      visit(entry, components);
    } else if (Files.isRegularFile(entry)) {
      found.add(new Found(components, entry));
      if (found.size() > MAX_FILES) {
        throw new IOException("more than " + MAX_FILES + " files below " + root);
      }
    }
  }

  private boolean leadsInside(Path link) throws IOException {
    return Files.exists(link) && link.toRealPath().startsWith(root);
  }
}
