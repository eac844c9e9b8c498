package dev.penstock.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The unpacked bytes of one entry; refuses more or fewer bytes than declared, and altered ones. */
final class EntryData {
  private final ArchiveBytes bytes;
  private final ZipEntryRecord entry;
  private final ByteBuffer input;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long position;
  private long unread;
  private long size;

  EntryData(ArchiveBytes bytes, ZipEntryRecord entry, long position, ByteBuffer input) {
    this.bytes = bytes;
    this.entry = entry;
    this.position = position;
    this.unread = entry.packed();
    this.input = input;
  }

  /** Reads the next bytes; 0 at the end, once all checks have passed. */
  int read(byte[] buffer) throws IOException {
    int count = entry.method() == ZipFormat.STORED ? copy(buffer) : inflate(buffer);
    size += count;
    crc.update(buffer, 0, count);
    if (size > entry.size() || (count == 0 && (size < entry.size() || unread > 0))) {
      throw new ArchiveException(
          entry.name(), "damaged: it does not hold the " + entry.size() + " bytes it declares");
    }
    if (count == 0 && crc.getValue() != entry.crc()) {
      throw new ArchiveException(entry.name(), "damaged: its checksum differs");
    }
    return count;
  }

  private int copy(byte[] buffer) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, unread));
    int count = target.remaining();
    fill(target);
    return count;
  }

  private int inflate(byte[] buffer) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(buffer);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          unread += inflater.getRemaining();
          return 0;
        }
        if (inflater.needsDictionary() || unread == 0) {
          throw new ArchiveException(entry.name(), "damaged: its compressed data is incomplete");
        }
        input.clear().limit((int) Math.min(input.capacity(), unread));
        fill(input);
        inflater.setInput(input.flip());
      }
    } catch (DataFormatException e) {
      throw new ArchiveException(entry.name(), "damaged: its compressed data is unreadable");
    }
  }

  private void fill(ByteBuffer target) throws IOException {
    int count = target.remaining();
    bytes.readInto(position, target);
    position += count;
    unread -= count;
  }

  void release() {
    inflater.end();
  }
}
