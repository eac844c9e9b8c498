package dev.penstock.artifact.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** A connection that breaks. */
final class BrokenStream extends InputStream {

  /** Bytes, of which only the first come through. */
  static InputStream after(int count, byte[] bytes) {
    return count < 0 || count > bytes.length
        ? new ByteArrayInputStream(bytes)
        : new SequenceInputStream(
            new ByteArrayInputStream(Arrays.copyOf(bytes, count)), new BrokenStream());
  }

  @Override
  public int read() throws IOException {
    throw new IOException("connection reset");
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return read();
  }
}
