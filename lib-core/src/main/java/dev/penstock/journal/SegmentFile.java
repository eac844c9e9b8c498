package dev.penstock.journal;

import java.io.Closeable;
import java.io.IOException;

/** One open file of a journal. Confined to one thread at a time. */
interface SegmentFile extends Closeable {

  long length() throws IOException;

  /** Reads at most {@code length} bytes; -1 at the end of the file. */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Writes all bytes at the end of the file; when this throws, a part may have been written. */
  void append(byte[] from, int offset, int length) throws IOException;

  /** Makes everything appended so far durable. */
  void force() throws IOException;

  /** Cuts the file; later appends go to its new end. */
  void truncate(long length) throws IOException;
}
