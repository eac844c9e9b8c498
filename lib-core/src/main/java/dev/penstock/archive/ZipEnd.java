package dev.penstock.archive;

import static dev.penstock.archive.ZipFormat.MAX_16;
import static dev.penstock.archive.ZipFormat.MAX_32;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive's central directory lies, found from the archive's end.
 *
 * @param entries how many entries it is said to have
 * @param start where it starts
 * @param size how many bytes it has; it ends where the end record begins
 */
record ZipEnd(long entries, long start, long size) {

  static ZipEnd find(ArchiveBytes bytes) throws IOException {
    long position = position(bytes);
    ByteBuffer end = bytes.read(position, ZipFormat.END_BYTES);
    int disk = end.getShort(4) & MAX_16;
    int startDisk = end.getShort(6) & MAX_16;
    int entriesHere = end.getShort(8) & MAX_16;
    int entries = end.getShort(10) & MAX_16;
    long size = end.getInt(12) & MAX_32;
    long start = end.getInt(16) & MAX_32;
    if (entries == MAX_16 || size == MAX_32 || start == MAX_32) {
      ZipEnd large = findLarge(bytes, position);
      if (large != null) {
        return large;
      }
    }
    if (disk != 0 || startDisk != 0 || entriesHere != entries) {
      throw new ArchiveException("", "split over several files; allowed: one file");
    }
    return new ZipEnd(entries, start, size).endingAt(position);
  }

  /** The last end record whose comment reaches exactly to the end of the archive. */
  private static long position(ArchiveBytes bytes) throws IOException {
    int tail = (int) Math.min(bytes.size(), ZipFormat.END_BYTES + MAX_16);
    ByteBuffer buffer = bytes.read(bytes.size() - tail, tail);
    for (int at = tail - ZipFormat.END_BYTES; at >= 0; at--) {
      if (buffer.getInt(at) == ZipFormat.END
          && (buffer.getShort(at + 20) & MAX_16) == tail - at - ZipFormat.END_BYTES) {
        return bytes.size() - tail + at;
      }
    }
    throw new ArchiveException("", "not a zip archive, or cut off: it has no end record");
  }

  private static @Nullable ZipEnd findLarge(ArchiveBytes bytes, long endPosition)
      throws IOException {
    long locatorPosition = endPosition - ZipFormat.END_64_LOCATOR_BYTES;
    if (locatorPosition < 0) {
      return null;
    }
    ByteBuffer locator = bytes.read(locatorPosition, ZipFormat.END_64_LOCATOR_BYTES);
    if (locator.getInt(0) != ZipFormat.END_64_LOCATOR) {
      return null;
    }
    long position = locator.getLong(8);
    ByteBuffer end = bytes.read(position, ZipFormat.END_64_BYTES);
    if (end.getInt(0) != ZipFormat.END_64) {
      throw new ArchiveException("", "damaged: its 64-bit end record is not where it should be");
    }
    if (end.getInt(16) != 0 || end.getInt(20) != 0 || end.getLong(24) != end.getLong(32)) {
      throw new ArchiveException("", "split over several files; allowed: one file");
    }
    return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40)).endingAt(position);
  }

  private ZipEnd endingAt(long position) throws ArchiveException {
    if (start < 0 || size < 0 || entries < 0 || start > position || start + size != position) {
      throw new ArchiveException(
          "", "damaged: the central directory does not end where the end record begins");
    }
    return this;
  }
}
