package dev.penstock.spec.run;

import dev.penstock.spec.build.Buildspec.ArtifactFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies an artifact's files out of the source directory (B-160 to B-173). */
final class ArtifactCollector {

  private final Path root;
  private final BuildTexts texts;
  private final BuildProject project;
  private final MaskedLog log;

  ArtifactCollector(Path root, BuildTexts texts, BuildProject project, MaskedLog log) {
    this.root = root;
    this.texts = texts;
    this.project = project;
    this.log = log;
  }

  /** Copies the files into a new directory. */
  BuildArtifact collect(ArtifactFiles definition, Path target) throws PhaseFailure, IOException {
    try {
      return collectReadable(definition, target);
    } catch (UnreadableException | UnevaluableException e) {
      throw new PhaseFailure(PhaseFailure.CLIENT, String.valueOf(e.getMessage()));
    }
  }

  private BuildArtifact collectReadable(ArtifactFiles definition, Path target)
      throws PhaseFailure, IOException {
    List<String> all = new ArrayList<>(definition.files());
    all.addAll(definition.excludePaths());
    definition.baseDirectory().ifPresent(all::add);
    definition.s3Prefix().ifPresent(all::add);
    Map<String, String> values = texts.values(VariableText.namesIn(all));
    boolean keepsLinks = definition.enableSymlinks() && !definition.discardPaths();
    List<FileTree.Found> files =
        new FileSelection(root, log)
            .select(
                VariableText.expand(definition.baseDirectory().orElse(""), values),
                definition.files().stream().map(text -> VariableText.expand(text, values)).toList(),
                definition.excludePaths().stream()
                    .map(text -> VariableText.expand(text, values))
                    .toList(),
                keepsLinks);
    if (files.isEmpty()) {
      throw new PhaseFailure(PhaseFailure.CLIENT, "no matching artifact paths found");
    }
    log.line("Found " + files.size() + " file(s)");
    Files.createDirectories(target);
    copy(files, definition.discardPaths(), target);
    Optional<String> prefix = definition.s3Prefix().map(text -> VariableText.expand(text, values));
    return new BuildArtifact(target, name(definition), prefix);
  }

  /** B-163: shell text, evaluated at the end, if the project lets the file choose. */
  private String name(ArtifactFiles definition) throws PhaseFailure, IOException {
    if (definition.name().isEmpty() || !project.overridesArtifactName()) {
      return project.artifactName();
    }
    String name = texts.evaluate(definition.name().get()).strip();
    List<String> components = Glob.components(name);
    if (components.isEmpty() || components.contains("..")) {
      throw new PhaseFailure(
          PhaseFailure.CLIENT,
          "artifact name \""
              + definition.name().get()
              + "\" gives \""
              + name
              + "\", which is none");
    }
    return String.join("/", components);
  }

  private void copy(List<FileTree.Found> files, boolean discardPaths, Path target)
      throws PhaseFailure, IOException {
    Map<String, Path> copied = new HashMap<>();
    for (FileTree.Found file : files) {
      String name = discardPaths ? String.valueOf(file.file().getFileName()) : file.path();
      Path destination = target.resolve(name);
      Path earlier = copied.put(name, file.file());
      if (earlier != null) {
        log.line("Replacing " + name + " of " + earlier + " by that of " + file.file());
        Files.delete(destination);
      }
      Path parent = destination.getParent();
      if (parent != null) {
        try {
          Files.createDirectories(parent);
          put(file, target, destination, parent);
        } catch (FileAlreadyExistsException e) {
          throw new PhaseFailure(
              PhaseFailure.CLIENT,
              file.file()
                  + " clashes with a file of another base directory: one has a directory"
                  + " where the other has a file");
        }
      }
    }
  }

  private static void put(FileTree.Found file, Path target, Path destination, Path parent)
      throws IOException {
    if (file.link().isPresent()) {
      Path linked = target.resolve(file.link().get());
      Files.createSymbolicLink(destination, parent.relativize(linked));
      return;
    }
    Path source = Files.isSymbolicLink(file.file()) ? file.file().toRealPath() : file.file();
    try {
      Files.copy(
          source, destination, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      throw UnreadableException.file(file.file(), e);
    }
  }
}
