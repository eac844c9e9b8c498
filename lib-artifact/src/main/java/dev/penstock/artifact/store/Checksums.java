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

  /**
   * Each read of a version checks four digests of each of its files. Without branches, because no
   * processor guesses whether the next is a digit or a letter.
   */
  private static boolean isHex(String value) {
    int found = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      int letter = value.charAt(i) - 'a';
      found |= (digit | ('9' - '0' - digit)) & (letter | ('f' - 'a' - letter)); // negative: neither
    }
    return found >= 0;
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
