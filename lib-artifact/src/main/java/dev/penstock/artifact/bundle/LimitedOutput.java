package dev.penstock.artifact.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** Refuses the first byte beyond a limit. */
final class LimitedOutput extends OutputStream {
  private final OutputStream out;
  private final long limit;
  private long written;

  LimitedOutput(OutputStream out, long limit) {
    this.out = out;
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    count(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count(length);
    out.write(bytes, offset, length);
  }

  private void count(int bytes) throws IOException {
    written += bytes;
    if (written > limit) {
      throw new IOException("a bundle of more than " + limit + " bytes; allowed: at most " + limit);
    }
  }
}
