package dev.penstock.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers of the zip format, as its publisher's application note (version 6.3) gives them, and of
 * the Unix modes in an entry's external attributes.
 */
final class ZipFormat {
  static final int LOCAL_HEADER = 0x04034b50;
  static final int DESCRIPTOR = 0x08074b50;
  static final int CENTRAL_HEADER = 0x02014b50;
  static final int END = 0x06054b50;
  static final int END_64 = 0x06064b50;
  static final int END_64_LOCATOR = 0x07064b50;

  static final int LOCAL_HEADER_BYTES = 30;
  static final int CENTRAL_HEADER_BYTES = 46;
  static final int END_BYTES = 22;
  static final int END_64_BYTES = 56;
  static final int END_64_LOCATOR_BYTES = 20;

  static final int STORED = 0;
  static final int DEFLATED = 8;

  static final int FLAG_ENCRYPTED = 1;
  static final int FLAG_DESCRIPTOR = 1 << 3;
  static final int FLAG_PATCHED = 1 << 5;
  static final int FLAG_STRONG_ENCRYPTION = 1 << 6;
  static final int FLAG_UTF8 = 1 << 11;
  static final int FLAG_MASKED = 1 << 13;

  static final int EXTRA_ZIP64 = 0x0001;
  static final int VERSION = 20;
  static final int VERSION_64 = 45;
  static final int HOST_UNIX = 3;
  static final int HOST_MACOS = 19;

  static final int MAX_16 = 0xffff;
  static final long MAX_32 = 0xffffffffL;

  /** 1 January 1980, 00:00: the first moment that the format knows. */
  static final int FIRST_DATE = (1 << 5) | 1;

  static final int TYPE_MASK = 0170000;
  static final int TYPE_FILE = 0100000;
  static final int TYPE_DIRECTORY = 0040000;
  static final int TYPE_LINK = 0120000;
  static final int ANY_EXECUTE = 0111;
  static final int MODE_FILE = TYPE_FILE | 0644;
  static final int MODE_EXECUTABLE = TYPE_FILE | 0755;
  static final int MODE_DIRECTORY = TYPE_DIRECTORY | 0755;
  static final int MODE_LINK = TYPE_LINK | 0777;
  static final int DOS_DIRECTORY = 0x10;

  static final int BUFFER = 64 << 10;

  private ZipFormat() {}

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
