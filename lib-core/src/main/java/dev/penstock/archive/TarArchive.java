package dev.penstock.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks a tar archive, plain or compressed by gzip; which of the two it is, its first bytes tell.
 *
 * <pre>{@code
 * TarArchive.extract(tgz, emptyDirectory, ExtractionLimits.UNTRUSTED);
 * }</pre>
 *
 * <p>Reads what {@code tar} and {@code git archive} write: the old format, ustar, pax headers and
 * GNU's long names. Files, directories, symbolic links that stay inside, and hard links to files
 * that come earlier (which become copies) are unpacked; devices, pipes and sparse files are
 * refused. A {@code ./} before names is dropped. Of the permissions only "executable" is kept, of
 * times and owners nothing.
 *
 * <p>Safe for several threads, each with its own files.
 */
public final class TarArchive {

  private TarArchive() {}

  /**
   * Unpacks an archive file.
   *
   * @param archive the archive
   * @param directory an existing, empty directory; emptied again if anything goes wrong
   * @param limits how much may come out
   * @throws ArchiveException if the archive is damaged, unsafe, or exceeds the limits
   * @throws IOException if a file cannot be read or written, or the directory is not empty
   */
  public static void extract(Path archive, Path directory, ExtractionLimits limits)
      throws IOException {
    try (InputStream bytes = Files.newInputStream(archive)) {
      extract(bytes, directory, limits);
    }
  }

  /**
   * Unpacks an archive from a stream, which is read to its end.
   *
   * @param archive the archive; left open
   * @param directory an existing, empty directory; emptied again if anything goes wrong
   * @param limits how much may come out
   * @throws ArchiveException if the archive is damaged, unsafe, or exceeds the limits
   * @throws IOException if something cannot be read or written, or the directory is not empty
   */
  public static void extract(InputStream archive, Path directory, ExtractionLimits limits)
      throws IOException {
    ExtractionTarget target = new ExtractionTarget(directory);
    target.requireEmpty();
    try {
      new TarExtraction(TarBlocks.of(archive, limits), directory, limits).run();
    } catch (IOException | RuntimeException e) {
      target.clear(e);
      throw e;
    }
  }
}
