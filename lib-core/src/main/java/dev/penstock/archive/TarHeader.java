package dev.penstock.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One header of a tar archive.
 *
 * @param name the entry's name as it is written, perhaps with a slash at its end
 * @param linked where a link leads; empty for other entries
 * @param type the type flag
 * @param size how many bytes of data follow
 * @param isExecutable whether anybody may execute it
 */
record TarHeader(String name, String linked, char type, long size, boolean isExecutable) {

  static final char FILE = '0';
  static final char OLD_FILE = '\0';
  static final char CONTIGUOUS_FILE = '7';
  static final char HARD_LINK = '1';
  static final char SYMBOLIC_LINK = '2';
  static final char DIRECTORY = '5';
  static final char PAX = 'x';
  static final char PAX_GLOBAL = 'g';
  static final char GNU_LONG_NAME = 'L';
  static final char GNU_LONG_LINK = 'K';

  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_END = 156;

  /** Reads a block that is not all zeros. */
  static TarHeader of(byte[] block) throws ArchiveException {
    long sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM_END ? ' ' : block[i] & 0xff;
    }
    if (sum != number(block, CHECKSUM, 8)) {
      throw new ArchiveException("", "damaged: a header's checksum differs, or it is no tar");
    }
    String name = text(block, 0, 100);
    boolean isUstar = new String(block, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    String prefix = isUstar ? text(block, 345, 155) : "";
    long size = number(block, 124, 12);
    if (size < 0) {
      throw new ArchiveException(name, "damaged: a size below zero");
    }
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        text(block, 157, 100),
        (char) (block[156] & 0xff),
        size,
        (number(block, 100, 8) & ZipFormat.ANY_EXECUTE) != 0);
  }

  static boolean isEnd(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  /** The same entry as the headers before it describe it, which know better. */
  TarHeader with(Map<String, String> extended) throws ArchiveException {
    for (String key : extended.keySet()) {
      if (key.startsWith("GNU.sparse.")) {
        throw new ArchiveException(name, "sparse file; allowed: files, directories and links");
      }
    }
    long known = size;
    String given = extended.get("size");
    if (given != null) {
      if (!given.matches("\\d{1,18}")) {
        throw new ArchiveException(name, "damaged: its size is unreadable");
      }
      known = Long.parseLong(given);
    }
    return new TarHeader(
        extended.getOrDefault("path", name),
        extended.getOrDefault("linkpath", linked),
        type,
        known,
        isExecutable);
  }

  /**
   * The records of a pax header: each its own length, a blank, key, equals sign, value, line end.
   */
  static Map<String, String> records(byte[] data) throws ArchiveException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < data.length) {
      int length = 0;
      int digit = at;
      while (digit < data.length && data[digit] >= '0' && data[digit] <= '9' && length < 1 << 24) {
        length = length * 10 + data[digit++] - '0';
      }
      if (digit >= data.length || data[digit] != ' ' || length < digit - at + 3) {
        throw new ArchiveException("", "damaged: a pax header is unreadable");
      }
      int end = at + length;
      if (end > data.length || data[end - 1] != '\n') {
        throw new ArchiveException("", "damaged: a pax header is unreadable");
      }
      String record = decode(data, digit + 1, end - digit - 2);
      int equals = record.indexOf('=');
      if (equals < 1) {
        throw new ArchiveException("", "damaged: a pax header is unreadable");
      }
      records.put(record.substring(0, equals), record.substring(equals + 1));
      at = end;
    }
    return records;
  }

  /** A text that ends at the first zero. */
  static String text(byte[] bytes, int offset, int length) throws ArchiveException {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return decode(bytes, offset, end - offset);
  }

  private static String decode(byte[] bytes, int offset, int length) throws ArchiveException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ArchiveException(
          new String(bytes, offset, length, StandardCharsets.ISO_8859_1),
          "name not in UTF-8; allowed: UTF-8");
    }
  }

  /** Octal digits, or after a set highest bit a binary number. */
  private static long number(byte[] block, int offset, int length) throws ArchiveException {
    if ((block[offset] & 0x80) != 0) {
      long value = block[offset] & 0x7f;
      for (int i = 1; i < length; i++) {
        if (value >>> 55 != 0) {
          throw new ArchiveException("", "damaged: a number in a header is out of range");
        }
        value = (value << 8) | (block[offset + i] & 0xff);
      }
      return value;
    }
    long value = 0;
    boolean isOver = false;
    for (int i = offset; i < offset + length; i++) {
      boolean isDigit = block[i] >= '0' && block[i] <= '7';
      if (isDigit && !isOver) {
        value = (value << 3) | (block[i] - '0');
      } else if (block[i] == 0 || block[i] == ' ') {
        isOver |= value > 0 || (i > offset && block[i - 1] == '0');
      } else {
        throw new ArchiveException("", "damaged: a number in a header is unreadable");
      }
    }
    return value;
  }
}
