package dev.penstock.artifact.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** Seals what is written, chunk by chunk; the last one waits for {@link #finish}. */
final class SealingOutput extends OutputStream {
  private final OutputStream out;
  private final Chunks chunks;
  private final byte[] plain = new byte[Chunks.PLAIN];
  private int filled;
  private long index;

  SealingOutput(OutputStream out, Chunks chunks) {
    this.out = out;
    this.chunks = chunks;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** A full chunk is sealed only once there is more: it might be the last. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == plain.length) {
        seal(false);
      }
      int count = Math.min(length - done, plain.length - filled);
      System.arraycopy(bytes, offset + done, plain, filled, count);
      filled += count;
      done += count;
    }
  }

  void finish() throws IOException {
    seal(true);
  }

  private void seal(boolean isLast) throws IOException {
    out.write(chunks.seal(index, isLast, plain, filled));
    index++;
    filled = 0;
  }
}
