package dev.penstock.artifact.format.multipart;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one part. */
final class PartContent extends InputStream {
  private final MultipartBytes bytes;
  private boolean isEnded;

  PartContent(MultipartBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isEnded) {
      return -1;
    }
    int count = bytes.readPart(buffer, offset, length);
    isEnded = count < 0;
    return count;
  }

  /** Passes over what is left, and the delimiter behind it. */
  void drain() throws IOException {
    byte[] buffer = new byte[8_192];
    while (!isEnded) {
      isEnded = bytes.readPart(buffer, 0, buffer.length) < 0;
    }
  }
}
