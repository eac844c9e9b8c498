package dev.penstock.artifact.format.npm;

import com.google.common.hash.Hashing;
import java.util.Base64;

/** Digests of tarballs, computed apart from the code under test. */
final class Digests {
  private Digests() {}

  static String integrity(byte[] bytes) {
    return "sha512-"
        + Base64.getEncoder().encodeToString(Hashing.sha512().hashBytes(bytes).asBytes());
  }

  @SuppressWarnings("deprecation") // npm's shasum is a SHA-1.
  static String sha1(byte[] bytes) {
    return Hashing.sha1().hashBytes(bytes).toString();
  }
}
