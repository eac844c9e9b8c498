package dev.penstock.archive;

import java.nio.ByteBuffer;

/**
 * One entry as the central directory describes it. Its name has been checked and carries no slash
 * at the end; {@code rawName} is the name as it was written.
 */
record ZipEntryRecord(
    String name,
    ByteBuffer rawName,
    Kind kind,
    boolean isExecutable,
    int method,
    long crc,
    long packed,
    long size,
    long start) {

  enum Kind {
    FILE,
    DIRECTORY,
    LINK
  }
}
