package dev.penstock.spec.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files that patterns mean (B-161, B-162, B-165, B-166). Everything starts from the root,
 * and nothing outside is found.
 */
final class FileSelection {

  private final Path root;
  private final MaskedLog log;

  FileSelection(Path root, MaskedLog log) {
    this.root = root;
    this.log = log;
  }

  /**
   * Finds files.
   *
   * @param base the directory that paths start from, or a pattern of top-level ones; empty for the
   *     root
   * @return the files with their paths below their base, in order
   * @throws PhaseFailure if there is no base
   */
  List<FileTree.Found> select(
      String base, List<String> patterns, List<String> excluded, boolean keepsLinks)
      throws PhaseFailure, IOException {
    String shown = base.isEmpty() ? "." : base;
    log.line("Expanding base directory path: " + shown);
    log.line("Assembling file list");
    log.line("Expanding " + shown);
    List<Glob> exclusions = excluded.stream().map(Glob::of).toList();
    Map<String, Integer> matches = new LinkedHashMap<>();
    List<FileTree.Found> selected = new ArrayList<>();
    for (Path directory : bases(base)) {
      log.line("Expanding file paths for base directory " + below(directory));
      log.line("Assembling file list");
      List<Glob> globs = patterns.stream().map(p -> Glob.of(relative(directory, p))).toList();
      List<FileTree.Found> files =
          FileTree.below(
              directory,
              root,
              keepsLinks,
              path -> mayHold(path, globs, exclusions),
              why -> log.line("Skipping invalid file path " + why));
      Set<FileTree.Found> wanted = new LinkedHashSet<>();
      for (String pattern : patterns) {
        int count = match(relative(directory, pattern), files, exclusions, wanted);
        matches.merge(pattern, count, Integer::sum);
      }
      files.stream().filter(wanted::contains).forEach(selected::add);
    }
    matches.forEach(
        (pattern, count) -> {
          log.line("Expanding " + pattern);
          if (count == 0) {
            log.line("Skipping invalid file path " + pattern);
          }
        });
    return selected;
  }

  private static boolean mayHold(List<String> path, List<Glob> globs, List<Glob> exclusions) {
    return globs.stream().anyMatch(glob -> glob.mayMatchBelow(path))
        && exclusions.stream().noneMatch(glob -> glob.matchesAllBelow(path));
  }

  private static int match(
      String pattern,
      List<FileTree.Found> files,
      List<Glob> exclusions,
      Set<FileTree.Found> wanted) {
    if (Glob.components(pattern).contains("..")) {
      return 0;
    }
    Glob glob = Glob.of(pattern);
    int count = 0;
    for (FileTree.Found file : files) {
      if (glob.matches(file.components())
          && exclusions.stream().noneMatch(e -> e.matches(file.components()))) {
        wanted.add(file);
        count++;
      }
    }
    return count;
  }

  private String below(Path base) {
    String path = root.relativize(base).toString();
    return path.isEmpty() ? "." : path;
  }

  /** An absolute pattern below the base is taken as relative; one elsewhere leads out of it. */
  private static String relative(Path base, String pattern) {
    if (!pattern.startsWith("/")) {
      return pattern;
    }
    String prefix = base + "/";
    return pattern.startsWith(prefix) ? pattern.substring(prefix.length()) : "../" + pattern;
  }

  /** The base directory, or every top-level directory that its pattern matches. */
  private List<Path> bases(String pattern) throws PhaseFailure, IOException {
    String relative = pattern.equals(root.toString()) ? "" : relative(root, pattern);
    List<String> components = Glob.components(relative);
    List<Path> bases = new ArrayList<>();
    if (!components.contains("..") && !Glob.isPattern(relative)) {
      addInside(root.resolve(String.join("/", components)), bases);
    } else if (!components.contains("..")) {
      Glob glob = Glob.of(relative);
      for (Path entry : FileTree.entries(root)) {
        if (glob.matches(List.of(String.valueOf(entry.getFileName())))) {
          addInside(entry, bases);
        }
      }
    }
    if (bases.isEmpty()) {
      throw new PhaseFailure(
          PhaseFailure.CLIENT, "no matching base directory path found for " + pattern);
    }
    return bases;
  }

  private void addInside(Path directory, List<Path> bases) throws IOException {
    if (Files.isDirectory(directory) && directory.toRealPath().startsWith(root.toRealPath())) {
      bases.add(directory);
    }
  }
}
