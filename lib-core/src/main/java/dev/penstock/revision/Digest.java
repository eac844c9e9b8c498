package dev.penstock.revision;

import java.util.regex.Pattern;

/**
 * The SHA-256 digest of some content, which names that content and nothing else.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Refuses anything but 64 lower-case hexadecimal digits. */
  public Digest {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "\"" + hex + "\" is no SHA-256 digest; allowed: 64 digits of 0-9, a-f");
    }
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
