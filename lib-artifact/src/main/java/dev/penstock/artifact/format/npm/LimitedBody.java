package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** A body that may not be endless: its documents are held in memory, its tarballs are not. */
final class LimitedBody extends InputStream {
  private final InputStream body;
  private final long mostDocument;
  private final long mostTotal;
  private long document;
  private long total;
  private long partEnd = Long.MAX_VALUE;
  private boolean isTarball;

  /**
   * A body.
   *
   * @param length how long the client says that it is; what is too long is not even begun
   * @throws ProtocolException with 413 if that is too long
   */
  LimitedBody(InputStream body, OptionalLong length, long mostDocument, long mostTotal) {
    check(length.orElse(0), mostTotal, "the request");
    this.body = body;
    this.mostDocument = mostDocument;
    this.mostTotal = mostTotal;
  }

  /** What is read from here on is a tarball, or is none. */
  void tarball(boolean is) {
    isTarball = is;
  }

  /** What is read from here on is one part of the document, up to {@link #endPart}. */
  void beginPart(long most) {
    partEnd = document + most;
  }

  void endPart() {
    partEnd = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = body.read(bytes, offset, length);
    if (count > 0) {
      total += count;
      document += isTarball ? 0 : count;
      check(total, mostTotal, "the request");
      check(document, mostDocument, "the request without its tarball");
      check(document, partEnd, "the manifest of a version");
    }
    return count;
  }

  private static void check(long found, long most, String what) {
    if (found > most) {
      throw new ProtocolException(413, what + " is too long; allowed: up to " + most + " bytes");
    }
  }
}
