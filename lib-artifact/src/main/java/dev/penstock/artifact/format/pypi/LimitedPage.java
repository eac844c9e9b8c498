package dev.penstock.artifact.format.pypi;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A page of another server, which is read up to a limit. */
final class LimitedPage extends FilterInputStream {
  private final long most;
  private long taken;

  LimitedPage(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) throws IOException {
    taken += bytes;
    if (taken > most) {
      throw new IOException("a page of more than " + most + " bytes; allowed: up to that");
    }
  }
}
