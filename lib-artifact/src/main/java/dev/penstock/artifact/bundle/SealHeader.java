package dev.penstock.artifact.bundle;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a sealed bundle begins with: eight characters that name the format, then the key's id and
 * the wrapped key, each after its length in two bytes. Every chunk is bound to its digest.
 */
record SealHeader(WrappedKey key) {
  private static final byte[] MAGIC = "PENSEAL1".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH_BYTES = 2;
  private static final int MOST_BYTES =
      MAGIC.length + LENGTH_BYTES + 255 + LENGTH_BYTES + WrappedKey.MOST_BYTES;

  byte[] bytes() {
    byte[] id = key.keyId().getBytes(StandardCharsets.US_ASCII);
    byte[] wrapped = key.bytes();
    return ByteBuffer.allocate(MAGIC.length + 2 * LENGTH_BYTES + id.length + wrapped.length)
        .put(MAGIC)
        .putShort((short) id.length)
        .put(id)
        .putShort((short) wrapped.length)
        .put(wrapped)
        .array();
  }

  /** What every chunk is bound to. */
  byte[] binding() {
    return Hashing.sha256().hashBytes(bytes()).asBytes();
  }

  static SealHeader read(SeekableByteChannel sealed) throws IOException {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(MOST_BYTES, sealed.size()));
    Chunks.fill(sealed, 0, start);
    byte[] magic = part(start, MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new BrokenSealException("no sealed bundle of format 1");
    }
    byte[] id = part(start, length(start));
    byte[] wrapped = part(start, length(start));
    try {
      return new SealHeader(new WrappedKey(new String(id, StandardCharsets.US_ASCII), wrapped));
    } catch (IllegalArgumentException e) {
      throw new BrokenSealException("the header of the bundle names no key");
    }
  }

  private static int length(ByteBuffer start) throws BrokenSealException {
    return ByteBuffer.wrap(part(start, LENGTH_BYTES)).getShort() & 0xffff;
  }

  private static byte[] part(ByteBuffer start, int length) throws BrokenSealException {
    if (start.remaining() < length) {
      throw new BrokenSealException("the header of the bundle is cut");
    }
    byte[] part = new byte[length];
    start.get(part);
    return part;
  }
}
