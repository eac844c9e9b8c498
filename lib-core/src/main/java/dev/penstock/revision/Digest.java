package dev.penstock.revision;

/**
 * The SHA-256 digest of some content, which names that content and nothing else.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
  private static final int DIGITS = 64;

  /** Refuses anything but 64 lower-case hexadecimal digits. */
  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException(
          "\"" + hex + "\" is no SHA-256 digest; allowed: 64 digits of 0-9, a-f");
    }
  }

  private static boolean isHex(String hex) {
    if (hex.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char c = hex.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first digits, for people.
   *
   * @return 12 digits
   */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
