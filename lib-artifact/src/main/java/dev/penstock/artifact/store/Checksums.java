package dev.penstock.artifact.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The four digests of some content that package clients ask for, as lower-case hexadecimal digits.
 *
 * @param md5 32 digits
 * @param sha1 40 digits
 * @param sha256 64 digits
 * @param sha512 128 digits
 */
public record Checksums(String md5, String sha1, String sha256, String sha512) {
  /** Refuses anything but the right number of lower-case hexadecimal digits. */
  public Checksums {
    requireHex("MD5", md5, 32);
    requireHex("SHA-1", sha1, 40);
    requireHex("SHA-256", sha256, 64);
    requireHex("SHA-512", sha512, 128);
  }

  private static void requireHex(String algorithm, String value, int digits) {
    if (value.length() != digits || !isHex(value)) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is no " + algorithm + "; allowed: " + digits + " digits of 0-9, a-f");
    }
  }

  private static boolean isHex(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /**
   * The digests by the algorithms' names.
   *
   * @return MD5, SHA-1, SHA-256 and SHA-512, in this order; unmodifiable
   */
  public Map<String, String> byAlgorithm() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("MD5", md5);
    map.put("SHA-1", sha1);
    map.put("SHA-256", sha256);
    map.put("SHA-512", sha512);
    return Collections.unmodifiableMap(map);
  }
}
