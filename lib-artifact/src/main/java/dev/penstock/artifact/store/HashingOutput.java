package dev.penstock.artifact.store;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Gathers bytes into blocks, and hands each block to the four digests and to a target.
 *
 * <p>What fits into one block is not handed on: a target that already has such content need not be
 * opened. With an executor, what is longer than a few blocks is hashed and written side by side.
 */
final class HashingOutput extends OutputStream {
  static final int BUFFER = 64 << 10;

  private static final int FIRST_BUFFER = 2 << 10;
  private static final long SIDE_BY_SIDE_FROM = 4 * BUFFER;

  /** Where blocks go. */
  interface Target {
    void write(ByteBuffer block) throws IOException;
  }

  private final MessageDigest md5 = digest("MD5");
  private final MessageDigest sha1 = digest("SHA-1");
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest sha512 = digest("SHA-512");
  private final Target target;
  private final @Nullable Executor executor;
  private @Nullable Lanes lanes;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int used;
  private long size;

  HashingOutput(Target target, @Nullable Executor executor) {
    this.target = target;
    this.executor = executor;
  }

  @Override
  public void write(int b) throws IOException {
    makeRoom(1);
    buffer[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    makeRoom(length);
    int from = offset;
    for (; from + BUFFER < offset + length; from += BUFFER) {
      take(bytes, from, BUFFER);
    }
    System.arraycopy(bytes, from, buffer, used, offset + length - from);
    used += offset + length - from;
  }

  private void makeRoom(int length) throws IOException {
    if (used > 0 && length > BUFFER - used) {
      int count = used;
      used = 0;
      take(buffer, 0, count);
    }
    int wanted = Math.min(BUFFER, used + length);
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(wanted, 2 * buffer.length)));
    }
  }

  private void take(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    if (lanes == null && executor != null && size > SIDE_BY_SIDE_FROM) {
      lanes =
          new Lanes(
              executor,
              List.of(
                  (block, count) -> sha512.update(block, 0, count),
                  (block, count) -> md5.update(block, 0, count),
                  (block, count) -> sha1.update(block, 0, count),
                  (block, count) -> sha256.update(block, 0, count),
                  (block, count) -> target.write(ByteBuffer.wrap(block, 0, count))));
    }
    if (lanes != null) {
      lanes.take(bytes, offset, length);
    } else {
      hash(bytes, offset, length);
      target.write(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  private void hash(byte[] bytes, int offset, int length) {
    md5.update(bytes, offset, length);
    sha1.update(bytes, offset, length);
    sha256.update(bytes, offset, length);
    sha512.update(bytes, offset, length);
  }

  /**
   * Hashes what is left, and tells what came through. Content of more than one block is written.
   */
  StoredContent finish() throws IOException {
    if (lanes != null) {
      lanes.take(buffer, 0, used);
      lanes.finish();
    } else {
      hash(buffer, 0, used);
      if (size > 0) {
        target.write(ByteBuffer.wrap(buffer, 0, used));
      }
    }
    boolean isSmall = size == 0;
    size += used;
    used = isSmall ? used : 0;
    return new StoredContent(size, new Checksums(hex(md5), hex(sha1), hex(sha256), hex(sha512)));
  }

  /** All of the content, if it is so small that nothing was written. */
  @Nullable ByteBuffer small() {
    return size == used ? ByteBuffer.wrap(buffer, 0, used) : null;
  }

  /** Lets go of the target. Harmless after {@link #finish}. */
  void abandon() {
    if (lanes != null) {
      lanes.abandon();
    }
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }

  static String hex(MessageDigest digest) {
    return BaseEncoding.base16().lowerCase().encode(digest.digest());
  }
}
