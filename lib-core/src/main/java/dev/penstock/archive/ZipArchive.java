package dev.penstock.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Packs a directory as a zip archive, and unpacks one.
 *
 * <pre>{@code
 * try (OutputStream out = Files.newOutputStream(zip)) {
 *   ZipArchive.pack(directory, out);
 * }
 * ZipArchive.extract(zip, emptyDirectory, ExtractionLimits.UNTRUSTED);
 * }</pre>
 *
 * <p>Safe for several threads, each with its own files.
 */
public final class ZipArchive {

  private ZipArchive() {}

  /**
   * Packs what is in a directory: files, directories (empty ones too), and links that stay inside.
   * The same tree gives the same bytes.
   *
   * @param directory the root; it has no entry itself
   * @param out where the archive goes; neither closed nor flushed to disk
   * @throws ArchiveException if the tree holds a name that no archive may hold, a link that leaves
   *     it, or something that is neither file, directory nor link
   * @throws IOException if a file cannot be read, or the archive cannot be written
   */
  public static void pack(Path directory, OutputStream out) throws IOException {
    ZipWriter writer = new ZipWriter(out);
    for (TreeEntry entry : TreeEntry.allBelow(directory)) {
      entry.writeTo(writer);
    }
    writer.finish();
  }

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
    try (SeekableByteChannel channel = Files.newByteChannel(archive)) {
      extract(channel, directory, limits);
    }
  }

  /**
   * Unpacks an archive from a channel.
   *
   * @param archive the archive, from position 0 to its end; left open
   * @param directory an existing, empty directory; emptied again if anything goes wrong
   * @param limits how much may come out
   * @throws ArchiveException if the archive is damaged, unsafe, or exceeds the limits
   * @throws IOException if something cannot be read or written, or the directory is not empty
   */
  public static void extract(SeekableByteChannel archive, Path directory, ExtractionLimits limits)
      throws IOException {
    new ZipExtraction(archive, directory, limits).run();
  }
}
