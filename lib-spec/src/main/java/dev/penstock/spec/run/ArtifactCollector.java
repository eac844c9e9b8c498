package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies an artifact's files out of the source directory (B-160 to B-173). */
final class ArtifactCollector {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

  private final Path root;
  private final Variables variables;
  private final MaskedLog log;

  ArtifactCollector(Path root, Variables variables, MaskedLog log) {
    this.root = root;
    this.variables = variables;
    this.log = log;
  }

  /** The values of variables when the commands have ended. */
  interface Variables {
    Map<String, String> values(Collection<String> names) throws IOException;
  }

  /** Copies the files into a new directory. */
  void collect(ArtifactFiles definition, Path target) throws PhaseFailure, IOException {
    Map<String, String> values = variables.values(namesIn(definition));
    Files.createDirectories(target);
    Map<String, Integer> matches = new LinkedHashMap<>();
    Map<String, Path> copied = new HashMap<>();
    String directory = expand(definition.baseDirectory().orElse(""), values);
    String shown = directory.isEmpty() ? "." : directory;
    log.line("Expanding base directory path: " + shown);
    log.line("Assembling file list");
    log.line("Expanding " + shown);
    for (Path base : bases(directory)) {
      log.line("Expanding file paths for base directory " + below(base));
      log.line("Assembling file list");
      List<FileTree.Found> files =
          FileTree.below(base, root, reason -> log.line("Skipping invalid file path " + reason));
      Set<FileTree.Found> wanted = wanted(definition, base, files, values, matches);
      for (FileTree.Found file : files) {
        if (wanted.contains(file)) {
          copy(file, target, definition.discardPaths(), copied);
        }
      }
    }
    matches.forEach(
        (pattern, count) -> {
          log.line("Expanding " + pattern);
          if (count == 0) {
            log.line("Skipping invalid file path " + pattern);
          }
        });
    if (copied.isEmpty()) {
      throw new PhaseFailure(PhaseFailure.CLIENT, "no matching artifact paths found");
    }
  }

  private Set<FileTree.Found> wanted(
      ArtifactFiles definition,
      Path base,
      List<FileTree.Found> files,
      Map<String, String> values,
      Map<String, Integer> matches) {
    List<Glob> excluded = new ArrayList<>();
    for (String pattern : definition.excludePaths()) {
      excluded.add(Glob.of(expand(pattern, values)));
    }
    Set<FileTree.Found> wanted = new HashSet<>();
    for (String pattern : definition.files()) {
      String relative = relative(base, expand(pattern, values));
      if (Glob.components(relative).contains("..")) {
        log.line("Skipping invalid file path " + relative + ", which leads out of " + base);
        continue;
      }
      Glob glob = Glob.of(relative);
      int count = 0;
      for (FileTree.Found file : files) {
        if (glob.matches(file.components())
            && excluded.stream().noneMatch(e -> e.matches(file.components()))) {
          wanted.add(file);
          count++;
        }
      }
      matches.merge(relative, count, Integer::sum);
    }
    return wanted;
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
    String relative = relative(root, pattern);
    List<String> components = Glob.components(relative);
    List<Path> bases = new ArrayList<>();
    if (!components.contains("..") && !Glob.isPattern(relative)) {
      addInside(root.resolve(String.join("/", components)), bases);
    } else if (!components.contains("..")) {
      Glob glob = Glob.of(relative);
      try (var entries = Files.list(root)) {
        for (Path entry : entries.sorted().toList()) {
          if (glob.matches(List.of(String.valueOf(entry.getFileName())))) {
            addInside(entry, bases);
          }
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

  private void copy(
      FileTree.Found file, Path target, boolean discardPaths, Map<String, Path> copied)
      throws IOException {
    List<String> components = file.components();
    String name =
        discardPaths ? components.get(components.size() - 1) : String.join("/", components);
    Path destination = target.resolve(name);
    Path earlier = copied.put(name, file.file());
    if (earlier != null) {
      log.line("Replacing " + name + " of " + earlier + " by that of " + file.file());
      Files.delete(destination);
    }
    Path parent = destination.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path source = Files.isSymbolicLink(file.file()) ? file.file().toRealPath() : file.file();
    Files.copy(source, destination, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  private static Set<String> namesIn(ArtifactFiles definition) {
    Set<String> names = new HashSet<>();
    List<String> texts = new ArrayList<>(definition.files());
    texts.addAll(definition.excludePaths());
    definition.baseDirectory().ifPresent(texts::add);
    for (String text : texts) {
      Matcher matcher = VARIABLE.matcher(text);
      while (matcher.find()) {
        names.add(nameIn(matcher));
      }
    }
    return names;
  }

  private static String expand(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    values.getOrDefault(
                        match.group(1) == null ? match.group(2) : match.group(1), "")));
  }

  private static String nameIn(Matcher matcher) {
    String braced = matcher.group(1);
    return braced == null ? matcher.group(2) : braced;
  }
}
