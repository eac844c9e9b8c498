package dev.penstock.artifact.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Hashes what is read, and tells and throws at the end if it is not what was asked for. */
final class VerifyingInput extends FilterInputStream {
  private final ContentId wanted;
  private final MessageDigest sha256 = ContentDigests.digest("SHA-256");
  private final Alarm onAltered;
  private boolean isVerified;

  /** Told before the reader is. */
  interface Alarm {
    void raise() throws IOException;
  }

  VerifyingInput(InputStream content, ContentId wanted, Alarm onAltered) {
    super(content);
    this.wanted = wanted;
    this.onAltered = onAltered;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      sha256.update(buffer, offset, count);
    } else if (count < 0 && !isVerified) {
      ContentId found = ContentId.of(sha256.digest());
      if (!found.equals(wanted)) {
        onAltered.raise();
        throw new AlteredContentException(wanted.digest(), found.digest());
      }
      isVerified = true;
    }
    return count;
  }

  /** Skipped bytes count too, so they are read. */
  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(HashingOutput.BUFFER, Math.max(count, 0))];
    long skipped = 0;
    while (skipped < count) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
