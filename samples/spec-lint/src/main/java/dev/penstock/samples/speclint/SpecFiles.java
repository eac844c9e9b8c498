package dev.penstock.samples.speclint;

import dev.penstock.spec.SpecSource;
import dev.penstock.spec.lint.SpecKind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the files to lint: those that are named, and in directories those that look like specs. */
final class SpecFiles {

  private static final Set<String> SKIPPED = Set.of("node_modules", "target", "build");

  private final Optional<SpecKind> wanted;
  private final List<Found> found = new ArrayList<>();
  private final Set<Path> read = new HashSet<>();

  private SpecFiles(Optional<SpecKind> wanted) {
    this.wanted = wanted;
  }

  /**
   * A file to lint.
   *
   * @param path where it is
   * @param source its name as it was given, and its text
   * @param kind what it describes; empty for a named file that looks like no spec
   */
  record Found(Path path, SpecSource source, Optional<SpecKind> kind) {}

  /**
   * Reads what the command line names, each file once.
   *
   * @param kind what the files describe; in directories, files of other kinds are left out
   */
  static List<Found> of(List<String> paths, Optional<SpecKind> kind)
      throws IOException, UsageException {
    SpecFiles files = new SpecFiles(kind);
    for (String path : paths) {
      Path start = Path.of(path);
      if (Files.isDirectory(start)) {
        files.search(start);
      } else if (Files.isReadable(start)) {
        SpecSource source = SpecSource.read(start, path);
        files.add(new Found(start, source, kind.or(() -> SpecKind.of(source))));
      } else {
        throw new UsageException("cannot read " + path);
      }
    }
    return files.found;
  }

  private void search(Path start) throws IOException {
    List<Path> candidates = new ArrayList<>();
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = name(folder);
            boolean isSkipped =
                !folder.equals(start) && (name.startsWith(".") || SKIPPED.contains(name));
            return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isSpecLike(name(file))) {
              candidates.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(candidates);
    for (Path file : candidates) {
      SpecSource source = SpecSource.read(file, file.toString());
      Optional<SpecKind> kind = SpecKind.of(source);
      if (kind.isPresent() && (wanted.isEmpty() || wanted.equals(kind))) {
        add(new Found(file, source, kind));
      }
    }
  }

  private void add(Found file) throws IOException {
    if (read.add(file.path().toRealPath())) {
      found.add(file);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static boolean isSpecLike(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yml") || lower.endsWith(".yaml") || lower.endsWith(".json");
  }
}
