package dev.penstock.spec.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives up on a file that is too large. Does not close what it reads from. */
final class LimitedStream extends FilterInputStream {

  private final String file;
  private final long most;
  private long count;

  LimitedStream(String file, InputStream in, long most) {
    super(in);
    this.file = file;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    add(Math.max(read, 0));
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    // belongs to the caller
  }

  private void add(int read) throws ReportException {
    count += read;
    if (count > most) {
      throw new ReportException(file + ": more than " + most + " bytes");
    }
  }
}
