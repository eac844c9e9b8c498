package dev.penstock.archive;

import static dev.penstock.archive.ZipFormat.MAX_16;
import static dev.penstock.archive.ZipFormat.MAX_32;

import dev.penstock.archive.ZipEntryRecord.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and checks an archive's central directory before anything is unpacked. */
final class ZipDirectory {
  private final ArchiveBytes bytes;
  private final ZipEnd end;

  private ZipDirectory(ArchiveBytes bytes, ZipEnd end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** All entries, sorted by where their data starts. */
  static List<ZipEntryRecord> read(ArchiveBytes bytes, ExtractionLimits limits) throws IOException {
    ZipEnd end = ZipEnd.find(bytes);
    if (end.entries() > limits.entries()) {
      throw new ArchiveException(
          "", end.entries() + " entries; allowed: at most " + limits.entries());
    }
    List<ZipEntryRecord> entries = new ZipDirectory(bytes, end).entries();
    checkTotal(entries, limits);
    checkPaths(entries);
    entries.sort(Comparator.comparingLong(ZipEntryRecord::start));
    return entries;
  }

  private List<ZipEntryRecord> entries() throws IOException {
    List<ZipEntryRecord> entries = new ArrayList<>();
    long position = end.start();
    long stop = end.start() + end.size();
    while (position < stop) {
      ByteBuffer header = bytes.read(position, ZipFormat.CENTRAL_HEADER_BYTES);
      if (header.getInt(0) != ZipFormat.CENTRAL_HEADER) {
        throw new ArchiveException("", "damaged: an entry of the central directory is unreadable");
      }
      int name = header.getShort(28) & MAX_16;
      int extra = header.getShort(30) & MAX_16;
      int comment = header.getShort(32) & MAX_16;
      ByteBuffer rest = bytes.read(position + ZipFormat.CENTRAL_HEADER_BYTES, name + extra);
      entries.add(entry(header, rest, name));
      if (entries.size() > end.entries()) {
        break;
      }
      position += ZipFormat.CENTRAL_HEADER_BYTES + name + extra + comment;
    }
    if (entries.size() != end.entries() || position != stop) {
      throw new ArchiveException(
          "", "damaged: the central directory does not hold the number of entries it says");
    }
    return entries;
  }

  private ZipEntryRecord entry(ByteBuffer header, ByteBuffer rest, int nameLength)
      throws IOException {
    byte[] rawName = new byte[nameLength];
    rest.get(rawName);
    String written = decode(rawName);
    boolean slash = written.endsWith("/");
    String name = slash ? written.substring(0, written.length() - 1) : written;
    EntryName.check(name);
    int flags = header.getShort(8);
    if ((flags
            & (ZipFormat.FLAG_ENCRYPTED
                | ZipFormat.FLAG_STRONG_ENCRYPTION
                | ZipFormat.FLAG_MASKED
                | ZipFormat.FLAG_PATCHED))
        != 0) {
      throw new ArchiveException(name, "encrypted or patched; allowed: plain data");
    }
    int method = header.getShort(10) & MAX_16;
    if (method != ZipFormat.STORED && method != ZipFormat.DEFLATED) {
      throw new ArchiveException(
          name, "compression method " + method + "; allowed: 0 (stored), 8 (deflated)");
    }
    long[] sizes = sizes(name, header, rest);
    int mode = mode(header);
    return new ZipEntryRecord(
        name,
        ByteBuffer.wrap(rawName),
        kind(name, slash, mode, sizes[0]),
        (mode & ZipFormat.ANY_EXECUTE) != 0,
        method,
        header.getInt(16) & MAX_32,
        sizes[1],
        sizes[0],
        sizes[2]);
  }

  /** Where an entry's data starts, once its own header is there and tells the same story. */
  static long dataStart(ArchiveBytes bytes, ZipEntryRecord entry) throws IOException {
    ByteBuffer header = bytes.read(entry.start(), ZipFormat.LOCAL_HEADER_BYTES);
    int nameLength = header.getShort(26) & MAX_16;
    int extraLength = header.getShort(28) & MAX_16;
    boolean matches =
        header.getInt(0) == ZipFormat.LOCAL_HEADER
            && (header.getShort(8) & MAX_16) == entry.method()
            && nameLength == entry.rawName().remaining()
            && bytes
                .read(entry.start() + ZipFormat.LOCAL_HEADER_BYTES, nameLength)
                .equals(entry.rawName());
    if (!matches) {
      throw new ArchiveException(
          entry.name(), "damaged: its own header and the central directory differ");
    }
    return entry.start() + ZipFormat.LOCAL_HEADER_BYTES + nameLength + extraLength;
  }

  private static String decode(byte[] rawName) throws ArchiveException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(rawName)).toString();
    } catch (CharacterCodingException e) {
      throw new ArchiveException(
          new String(rawName, StandardCharsets.ISO_8859_1), "name not in UTF-8; allowed: UTF-8");
    }
  }

  private static int mode(ByteBuffer header) {
    int host = header.get(5) & 0xff;
    return host == ZipFormat.HOST_UNIX || host == ZipFormat.HOST_MACOS
        ? header.getInt(38) >>> 16
        : 0;
  }

  private static Kind kind(String name, boolean slash, int mode, long size)
      throws ArchiveException {
    int type = mode & ZipFormat.TYPE_MASK;
    if (slash && (type == 0 || type == ZipFormat.TYPE_DIRECTORY) && size == 0) {
      return Kind.DIRECTORY;
    }
    if (!slash && (type == 0 || type == ZipFormat.TYPE_FILE)) {
      return Kind.FILE;
    }
    if (!slash && type == ZipFormat.TYPE_LINK && size <= EntryName.LONGEST) {
      return Kind.LINK;
    }
    throw new ArchiveException(
        name,
        String.format("mode %o with %d bytes", mode, size)
            + "; allowed: files, empty directories with / at the end, links");
  }

  /** Unpacked size, packed size and start, from the header or from its 64-bit extra field. */
  private long[] sizes(String name, ByteBuffer header, ByteBuffer rest) throws ArchiveException {
    long[] values = {
      header.getInt(24) & MAX_32, header.getInt(20) & MAX_32, header.getInt(42) & MAX_32
    };
    while (rest.remaining() >= 4) {
      int id = rest.getShort() & MAX_16;
      int length = rest.getShort() & MAX_16;
      if (length > rest.remaining()) {
        break; // some tools pad extra fields
      }
      ByteBuffer field = rest.slice().limit(length).slice().order(rest.order());
      rest.position(rest.position() + length);
      for (int i = 0; id == ZipFormat.EXTRA_ZIP64 && i < values.length; i++) {
        if (values[i] == MAX_32 && field.remaining() >= 8) {
          values[i] = field.getLong();
        }
      }
    }
    if (values[0] < 0
        || values[1] < 0
        || values[2] < 0
        || values[2] > end.start()
        || values[1] > end.start() - values[2]) {
      throw new ArchiveException(name, "damaged: sizes or position out of range");
    }
    return values;
  }

  private static void checkTotal(List<ZipEntryRecord> entries, ExtractionLimits limits)
      throws ArchiveException {
    long total = 0;
    for (ZipEntryRecord entry : entries) {
      if (entry.size() > limits.totalBytes() - total) {
        throw new ArchiveException(
            entry.name(), "more bytes than allowed; allowed: " + limits.totalBytes() + " in all");
      }
      total += entry.size();
    }
  }

  /** A name stands once, and only directories have something below them. */
  private static void checkPaths(List<ZipEntryRecord> entries) throws ArchiveException {
    Map<String, Kind> kinds = new HashMap<>();
    for (ZipEntryRecord entry : entries) {
      if (kinds.put(entry.name(), entry.kind()) != null) {
        throw new ArchiveException(entry.name(), "the name stands twice");
      }
    }
    for (ZipEntryRecord entry : entries) {
      String name = entry.name();
      for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        Kind kind = kinds.get(name.substring(0, slash));
        if (kind != null && kind != Kind.DIRECTORY) {
          throw new ArchiveException(name, "lies below something that is no directory");
        }
      }
    }
  }
}
