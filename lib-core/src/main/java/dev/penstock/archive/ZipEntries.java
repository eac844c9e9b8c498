package dev.penstock.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks into a zip archive without unpacking it, as one does for a manifest.
 *
 * <pre>{@code
 * ZipEntries entries = ZipEntries.read(channel, ExtractionLimits.UNTRUSTED);
 * byte[] manifest = entries.bytes("META-INF/MANIFEST.MF", 1 << 20);
 * }</pre>
 *
 * <p>The archive is held to the same rules as when it is unpacked: safe names that stand once,
 * sizes within the limits, headers that agree. For one thread; reads from the channel as long as it
 * is used.
 */
public final class ZipEntries {
  private final ArchiveBytes bytes;
  private final Map<String, ZipEntryRecord> files;

  private ZipEntries(ArchiveBytes bytes, Map<String, ZipEntryRecord> files) {
    this.bytes = bytes;
    this.files = files;
  }

  /**
   * Reads and checks an archive's directory.
   *
   * @param archive the archive, from position 0 to its end; left open
   * @param limits how much may be in it; its ratio does not matter here
   * @return its entries
   * @throws ArchiveException if the archive is damaged, unsafe, or exceeds the limits
   * @throws IOException if it cannot be read
   */
  public static ZipEntries read(SeekableByteChannel archive, ExtractionLimits limits)
      throws IOException {
    ArchiveBytes bytes = new ArchiveBytes(archive);
    Map<String, ZipEntryRecord> files = new LinkedHashMap<>();
    for (ZipEntryRecord entry : ZipDirectory.read(bytes, limits)) {
      if (entry.kind() == ZipEntryRecord.Kind.FILE) {
        files.put(entry.name(), entry);
      }
    }
    return new ZipEntries(bytes, files);
  }

  /**
   * The names of all files, in the order of their data.
   *
   * @return names with {@code /} between directories; unmodifiable
   */
  public Set<String> files() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /**
   * Unpacks one file.
   *
   * @param file one of {@link #files}
   * @param mostBytes the most bytes that it may have
   * @return its bytes, whose checksum is right
   * @throws ArchiveException if there is no such file, if it is larger, or damaged
   * @throws IOException if the archive cannot be read
   */
  public byte[] bytes(String file, int mostBytes) throws IOException {
    ZipEntryRecord entry = files.get(file);
    if (entry == null) {
      throw new ArchiveException(file, "not a file of this archive");
    }
    if (entry.size() > mostBytes) {
      throw new ArchiveException(
          file, entry.size() + " bytes; allowed: at most " + mostBytes + " here");
    }
    long data = ZipDirectory.dataStart(bytes, entry);
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(entry.size(), 8_192));
    byte[] buffer = new byte[8_192];
    EntryData content = new EntryData(bytes, entry, data, ZipFormat.buffer(ZipFormat.BUFFER));
    try {
      for (int count = content.read(buffer); count > 0; count = content.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } finally {
      content.release();
    }
    return out.toByteArray();
  }
}
