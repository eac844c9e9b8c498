package dev.penstock.spec.build;

import dev.penstock.spec.build.ForeignValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says which files are the reports of a group; part of {@link BuildspecBuilder}.
 *
 * <p>Confined to one thread.
 */
public final class ReportGroupBuilder {

  private final Tree tree = new Tree();
  private final List<String> files = new ArrayList<>();

  ReportGroupBuilder() {}

  /**
   * Adds files.
   *
   * @param pattern a pattern, relative to the base directory
   * @return this builder
   */
  public ReportGroupBuilder file(String pattern) {
    files.add(Objects.requireNonNull(pattern, "pattern"));
    return this;
  }

  /**
   * Names the format of the files.
   *
   * @param format the name of a {@link ReportFormat} in any letter case, or text with a variable;
   *     {@code JUNITXML} unless it is set
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public ReportGroupBuilder format(String format) {
    tree.once("file-format", format);
    return this;
  }

  /**
   * Names the directory that patterns are relative to.
   *
   * @param directory relative to the source directory, which it is unless it is set
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public ReportGroupBuilder baseDirectory(String directory) {
    tree.once("base-directory", directory);
    return this;
  }

  /**
   * Shows the files by their names alone.
   *
   * @return this builder
   */
  public ReportGroupBuilder discardPaths() {
    tree.flag("discard-paths", true);
    return this;
  }

  Entries value() {
    Tree all = new Tree();
    if (!files.isEmpty()) {
      all.fullList("files", files);
    }
    tree.value().entries().forEach(all::put);
    return all.value();
  }
}
