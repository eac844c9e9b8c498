package dev.penstock.archive;

import static dev.penstock.archive.ZipFormat.MAX_16;
import static dev.penstock.archive.ZipFormat.MAX_32;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a zip archive in one pass, with Unix modes and without anything that differs from run to
 * run. The JDK's own zip stream can write no modes, and its zip file system keeps whole files in
 * memory.
 */
final class ZipWriter {

  /** Files from this size on get 64-bit sizes; below, even data that does not compress fits. */
  private static final long LARGE = 0xf000_0000L;

  private final OutputStream out;
  private final List<Written> entries = new ArrayList<>();
  private final byte[] input = new byte[ZipFormat.BUFFER];
  private final byte[] output = new byte[ZipFormat.BUFFER];
  private long position;

  ZipWriter(OutputStream out) {
    this.out = out;
  }

  /** What the central directory will say about an entry. */
  private record Written(
      String name, int mode, int method, int flags, long crc, long packed, long size, long start) {

    boolean isLarge() {
      return packed >= MAX_32 || size >= MAX_32;
    }

    byte[] rawName() {
      return name.getBytes(StandardCharsets.UTF_8);
    }
  }

  void directory(String name) throws IOException {
    small(name + "/", ZipFormat.MODE_DIRECTORY, new byte[0]);
  }

  void link(String name, String target) throws IOException {
    small(name, ZipFormat.MODE_LINK, target.getBytes(StandardCharsets.UTF_8));
  }

  private void small(String name, int mode, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    Written entry =
        new Written(
            name,
            mode,
            ZipFormat.STORED,
            ZipFormat.FLAG_UTF8,
            crc.getValue(),
            content.length,
            content.length,
            position);
    localHeader(entry, false);
    write(content, content.length);
    entries.add(entry);
  }

  /** Writes a file; its size is needed only to choose between 32-bit and 64-bit fields. */
  void file(String name, boolean executable, long expectedSize, InputStream content)
      throws IOException {
    long start = position;
    int mode = executable ? ZipFormat.MODE_EXECUTABLE : ZipFormat.MODE_FILE;
    int flags = ZipFormat.FLAG_UTF8 | ZipFormat.FLAG_DESCRIPTOR;
    boolean large = expectedSize >= LARGE;
    localHeader(new Written(name, mode, ZipFormat.DEFLATED, flags, 0, 0, 0, start), large);
    long dataStart = position;
    CRC32 crc = new CRC32();
    long size = deflate(content, crc);
    Written entry =
        new Written(
            name,
            mode,
            ZipFormat.DEFLATED,
            flags,
            crc.getValue(),
            position - dataStart,
            size,
            start);
    if (entry.isLarge() && !large) {
      throw new ArchiveException(name, "the file grew beyond 4 GB while it was packed");
    }
    descriptor(entry, large);
    entries.add(entry);
  }

  private long deflate(InputStream content, CRC32 crc) throws IOException {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      for (int read = content.read(input); read >= 0; read = content.read(input)) {
        crc.update(input, 0, read);
        deflater.setInput(input, 0, read);
        while (!deflater.needsInput()) {
          write(output, deflater.deflate(output));
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        write(output, deflater.deflate(output));
      }
      return deflater.getBytesRead();
    } finally {
      deflater.end();
    }
  }

  private void localHeader(Written entry, boolean large) throws IOException {
    byte[] name = entry.rawName();
    ByteBuffer header =
        ZipFormat.buffer(ZipFormat.LOCAL_HEADER_BYTES + name.length + (large ? 20 : 0));
    header.putInt(ZipFormat.LOCAL_HEADER);
    common(header, entry, name, large, large ? MAX_32 : entry.packed, large ? MAX_32 : entry.size);
    header.putShort((short) (large ? 20 : 0)).put(name);
    if (large) {
      header.putShort((short) ZipFormat.EXTRA_ZIP64).putShort((short) 16).putLong(0).putLong(0);
    }
    write(header);
  }

  /** The fields that local and central header share, from "version needed" to the name's length. */
  private static void common(
      ByteBuffer header, Written entry, byte[] name, boolean large, long packed, long size) {
    header
        .putShort((short) (large ? ZipFormat.VERSION_64 : ZipFormat.VERSION))
        .putShort((short) entry.flags)
        .putShort((short) entry.method)
        .putShort((short) 0)
        .putShort((short) ZipFormat.FIRST_DATE)
        .putInt((int) entry.crc)
        .putInt((int) packed)
        .putInt((int) size)
        .putShort((short) name.length);
  }

  private void descriptor(Written entry, boolean large) throws IOException {
    ByteBuffer descriptor = ZipFormat.buffer(large ? 24 : 16);
    descriptor.putInt(ZipFormat.DESCRIPTOR).putInt((int) entry.crc);
    if (large) {
      descriptor.putLong(entry.packed).putLong(entry.size);
    } else {
      descriptor.putInt((int) entry.packed).putInt((int) entry.size);
    }
    write(descriptor);
  }

  /** Writes the central directory; nothing may be added afterwards. */
  void finish() throws IOException {
    long start = position;
    for (Written entry : entries) {
      centralHeader(entry);
    }
    long size = position - start;
    if (entries.size() >= MAX_16 || start >= MAX_32 || size >= MAX_32) {
      end64(start, size);
    }
    int count = Math.min(entries.size(), MAX_16);
    ByteBuffer end = ZipFormat.buffer(ZipFormat.END_BYTES);
    end.putInt(ZipFormat.END).putInt(0).putShort((short) count).putShort((short) count);
    end.putInt((int) Math.min(size, MAX_32)).putInt((int) Math.min(start, MAX_32));
    write(end.putShort((short) 0));
  }

  private void centralHeader(Written entry) throws IOException {
    byte[] name = entry.rawName();
    boolean large = entry.isLarge() || entry.start >= MAX_32;
    ByteBuffer header =
        ZipFormat.buffer(ZipFormat.CENTRAL_HEADER_BYTES + name.length + (large ? 28 : 0));
    int version = large ? ZipFormat.VERSION_64 : ZipFormat.VERSION;
    header.putInt(ZipFormat.CENTRAL_HEADER);
    header.putShort((short) (ZipFormat.HOST_UNIX << 8 | version));
    common(header, entry, name, large, large ? MAX_32 : entry.packed, large ? MAX_32 : entry.size);
    header.putShort((short) (large ? 28 : 0)).putShort((short) 0).putInt(0);
    boolean directory = entry.mode == ZipFormat.MODE_DIRECTORY;
    header.putInt(entry.mode << 16 | (directory ? ZipFormat.DOS_DIRECTORY : 0));
    header.putInt((int) (large ? MAX_32 : entry.start)).put(name);
    if (large) {
      header.putShort((short) ZipFormat.EXTRA_ZIP64).putShort((short) 24);
      header.putLong(entry.size).putLong(entry.packed).putLong(entry.start);
    }
    write(header);
  }

  private void end64(long start, long size) throws IOException {
    long end = position;
    ByteBuffer record = ZipFormat.buffer(ZipFormat.END_64_BYTES + ZipFormat.END_64_LOCATOR_BYTES);
    record.putInt(ZipFormat.END_64).putLong(ZipFormat.END_64_BYTES - 12);
    record.putShort((short) (ZipFormat.HOST_UNIX << 8 | ZipFormat.VERSION_64));
    record.putShort((short) ZipFormat.VERSION_64).putInt(0).putInt(0);
    record.putLong(entries.size()).putLong(entries.size()).putLong(size).putLong(start);
    record.putInt(ZipFormat.END_64_LOCATOR).putInt(0).putLong(end).putInt(1);
    write(record);
  }

  private void write(ByteBuffer buffer) throws IOException {
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int count) throws IOException {
    out.write(bytes, 0, count);
    position += count;
  }
}
