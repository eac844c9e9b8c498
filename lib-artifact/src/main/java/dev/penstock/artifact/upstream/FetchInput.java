package dev.penstock.artifact.upstream;

import java.io.IOException;
import java.io.InputStream;

/** One reader of a shared fetch. For one thread. */
final class FetchInput extends InputStream {
  private final SharedFetch fetch;
  private final Kept whenWhole;
  private long position;
  private boolean isKept;
  private boolean isClosed;

  /** What is done for this reader before it is given the last bytes. */
  interface Kept {
    void keep() throws IOException;
  }

  FetchInput(SharedFetch fetch, Kept whenWhole) {
    this.fetch = fetch;
    this.whenWhole = whenWhole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (isClosed) {
      throw new IOException("closed");
    }
    int count = fetch.read(position, bytes, offset, length);
    if (fetch.isWhole() && !isKept) {
      keep();
    }
    position += Math.max(count, 0);
    return count;
  }

  private void keep() throws IOException {
    try {
      whenWhole.keep();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    isKept = true;
  }

  @Override
  public void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      fetch.leave();
    }
  }
}
