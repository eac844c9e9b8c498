package dev.penstock.artifact.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The four digests of one content after the other. For one thread at a time. */
final class ContentDigests {
  private static final HexFormat HEX = HexFormat.of();

  final MessageDigest md5 = digest("MD5");
  final MessageDigest sha1 = digest("SHA-1");
  final MessageDigest sha256 = digest("SHA-256");
  final MessageDigest sha512 = digest("SHA-512");

  void update(byte[] bytes, int offset, int length) {
    md5.update(bytes, offset, length);
    sha1.update(bytes, offset, length);
    sha256.update(bytes, offset, length);
    sha512.update(bytes, offset, length);
  }

  /** What is left of a buffer that has an array; its position is left alone. */
  void update(ByteBuffer bytes) {
    update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  /** What came through since the last call; the next content may follow. */
  StoredContent finish(long size) {
    return finish(size, sha256.digest());
  }

  /** The same, where the SHA-256 was taken already. */
  StoredContent finish(long size, byte[] name) {
    return new StoredContent(
        size, new Checksums(hex(md5), hex(sha1), HEX.formatHex(name), hex(sha512)));
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }

  static String hex(MessageDigest digest) {
    return HEX.formatHex(digest.digest());
  }
}
