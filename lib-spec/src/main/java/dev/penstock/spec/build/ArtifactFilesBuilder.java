package dev.penstock.spec.build;

import dev.penstock.spec.build.ForeignValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says which files an artifact has; part of {@link BuildspecBuilder}.
 *
 * <p>Confined to one thread.
 */
public final class ArtifactFilesBuilder {

  private final Tree tree = new Tree();
  private final List<String> files = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();

  ArtifactFilesBuilder() {}

  /**
   * Adds files.
   *
   * @param pattern a pattern, relative to the base directory
   * @return this builder
   */
  public ArtifactFilesBuilder file(String pattern) {
    files.add(Objects.requireNonNull(pattern, "pattern"));
    return this;
  }

  /**
   * Leaves files out.
   *
   * @param pattern a pattern, relative to the base directory
   * @return this builder
   */
  public ArtifactFilesBuilder exclude(String pattern) {
    excluded.add(Objects.requireNonNull(pattern, "pattern"));
    return this;
  }

  /**
   * Names the artifact.
   *
   * @param text shell text; the host's own name unless it is set
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public ArtifactFilesBuilder name(String text) {
    tree.once("name", text);
    return this;
  }

  /**
   * Names the directory that patterns and stored paths are relative to.
   *
   * @param pattern a directory or a pattern of directories; the source directory unless it is set
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public ArtifactFilesBuilder baseDirectory(String pattern) {
    tree.once("base-directory", pattern);
    return this;
  }

  /**
   * Puts a folder in front of the stored name.
   *
   * @param folder the folder
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public ArtifactFilesBuilder s3Prefix(String folder) {
    tree.once("s3-prefix", folder);
    return this;
  }

  /**
   * Puts all files into one folder.
   *
   * @return this builder
   */
  public ArtifactFilesBuilder discardPaths() {
    tree.flag("discard-paths", true);
    return this;
  }

  /**
   * Keeps links within the tree as links.
   *
   * @return this builder
   */
  public ArtifactFilesBuilder enableSymlinks() {
    tree.flag("enable-symlinks", true);
    return this;
  }

  Entries value() {
    Tree all = new Tree();
    if (!files.isEmpty()) {
      all.fullList("files", files);
    }
    tree.value().entries().forEach(all::put);
    all.list("exclude-paths", excluded);
    return all.value();
  }
}
