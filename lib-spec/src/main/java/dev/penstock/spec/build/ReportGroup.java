package dev.penstock.spec.build;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The reports of one group.
 *
 * @param files patterns of the files that hold them, relative to the base directory (B-151)
 * @param fileFormat the name of their format, or a text that names a variable, such as {@code
 *     $FORMAT}; see {@link #format}
 * @param baseDirectory the directory that patterns are relative to; empty for the source directory
 * @param discardPaths whether stored names leave out the folders
 */
public record ReportGroup(
    List<String> files, String fileFormat, Optional<String> baseDirectory, boolean discardPaths) {

  /** How many groups one project may have: 5 (B-155). */
  public static final int MAX_GROUPS = 5;

  /** Copies the list; the name of a known format is put into upper case. */
  public ReportGroup {
    files = List.copyOf(files);
    fileFormat = ReportFormat.named(fileFormat).map(ReportFormat::name).orElse(fileFormat);
    Objects.requireNonNull(baseDirectory, "baseDirectory");
  }

  /**
   * The format that the file names, in any letter case.
   *
   * @return the format; empty if only a variable tells it
   */
  public Optional<ReportFormat> format() {
    return ReportFormat.named(fileFormat);
  }
}
