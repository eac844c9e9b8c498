package dev.penstock.artifact.store;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Gathers bytes into blocks, and hands each block to the four digests and to a target. */
final class HashingOutput extends OutputStream {
  static final int BUFFER = 64 << 10;

  /** Where blocks go. */
  interface Target {
    void write(ByteBuffer block) throws IOException;
  }

  private final MessageDigest md5 = digest("MD5");
  private final MessageDigest sha1 = digest("SHA-1");
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest sha512 = digest("SHA-512");
  private final Target target;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private long size;

  HashingOutput(Target target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    if (used == BUFFER) {
      drain();
    }
    buffer[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (used > 0 && length > BUFFER - used) {
      drain();
    }
    if (length >= BUFFER) {
      take(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, used, length);
      used += length;
    }
  }

  private void drain() throws IOException {
    int count = used;
    used = 0;
    take(buffer, 0, count);
  }

  private void take(byte[] bytes, int offset, int length) throws IOException {
    md5.update(bytes, offset, length);
    sha1.update(bytes, offset, length);
    sha256.update(bytes, offset, length);
    sha512.update(bytes, offset, length);
    size += length;
    target.write(ByteBuffer.wrap(bytes, offset, length));
  }

  /** Writes what is left, and tells what came through. */
  StoredContent finish() throws IOException {
    drain();
    return new StoredContent(size, new Checksums(hex(md5), hex(sha1), hex(sha256), hex(sha512)));
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
