package dev.penstock.spec.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists the files below a directory, in the order of their names. Links are followed as long as
 * they stay within the root, or kept as links if they stay within the directory; others are left
 * out. A directory that may not be listed counts if what is asked for may lie there.
 */
final class FileTree {

  private static final int MAX_FILES = 1_000_000;
  private static final int MAX_DEPTH = 200;

  /** Links that lead to links make more ways than anybody can go, though no file lies on them. */
  private static final int MAX_WAYS = 5_000;

  private final Path root;
  private final Path top;
  private final boolean keepsLinks;
  private final Predicate<List<String>> isWanted;
  private final Consumer<String> skipped;
  private final List<Found> found = new ArrayList<>();
  private final Set<Path> open = new HashSet<>();
  private int links; // on the way to where we are
  private final Map<Path, Integer> ways = new HashMap<>(); // by links to a directory

  private FileTree(
      Path root,
      Path top,
      boolean keepsLinks,
      Predicate<List<String>> isWanted,
      Consumer<String> skipped) {
    this.root = root;
    this.top = top;
    this.keepsLinks = keepsLinks;
    this.isWanted = isWanted;
    this.skipped = skipped;
  }

  /** A file, its path below the directory, and that of what it links to if it is kept as a link. */
  record Found(List<String> components, Path file, Optional<Path> link) {

    String path() {
      return String.join("/", components);
    }
  }

  /**
   * The files below a directory of the root.
   *
   * @param keepsLinks whether links within the directory are kept as links
   * @param isWanted whether anything below a path may be asked for
   * @param skipped is told of what is left out
   * @throws UnreadableException if what is asked for may lie in a directory that may not be listed
   */
  static List<Found> below(
      Path directory,
      Path root,
      boolean keepsLinks,
      Predicate<List<String>> isWanted,
      Consumer<String> skipped)
      throws IOException {
    FileTree tree =
        new FileTree(root.toRealPath(), directory.toRealPath(), keepsLinks, isWanted, skipped);
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
    if (links > 0 && ways.merge(real, 1, Integer::sum) > MAX_WAYS) {
      throw new IOException("more than " + MAX_WAYS + " ways lead by links to " + real);
    }
    try {
      for (Path entry : entries(directory)) {
        visitEntry(entry, path);
      }
    } catch (AccessDeniedException e) {
      if (isWanted.test(path)) {
        throw UnreadableException.directory(directory, e);
      }
      skipped.accept(directory + " may not be listed, and holds nothing that is asked for");
    }
    open.remove(real);
  }

  /** What lies directly in a directory, in order. */
  static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void visitEntry(Path entry, List<String> path) throws IOException {
    boolean isLink = Files.isSymbolicLink(entry);
    if (isLink && !(Files.exists(entry) && entry.toRealPath().startsWith(root))) {
      skipped.accept(entry + " is a link that leads nowhere, or out of " + root);
      return;
    }
    List<String> components = new ArrayList<>(path);
    components.add(String.valueOf(entry.getFileName()));
    if (isLink && keepsLinks && entry.toRealPath().startsWith(top)) {
      add(new Found(components, entry, Optional.of(top.relativize(entry.toRealPath()))));
    } else if (Files.isDirectory(entry)) {
      links += isLink ? 1 : 0;
      visit(entry, components);
      links -= isLink ? 1 : 0;
    } else if (Files.isRegularFile(entry)) {
      add(new Found(components, entry, Optional.empty()));
    } else {
      requireEntered(entry);
    }
  }

  /** Who may list a directory but not enter it learns nothing of its entries but their names. */
  private static void requireEntered(Path entry) throws IOException {
    try {
      Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // gone since it was listed
    }
  }

  private void add(Found file) throws IOException {
    found.add(file);
    if (found.size() > MAX_FILES) {
      throw new IOException("more than " + MAX_FILES + " files below " + root);
    }
  }
}
