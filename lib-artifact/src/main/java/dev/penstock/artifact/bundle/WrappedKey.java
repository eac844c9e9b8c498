package dev.penstock.artifact.bundle;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/** A bundle's key, locked by a key that only a {@link KeyProvider} has. Immutable. */
public final class WrappedKey {

  /** The most bytes of a wrapped key, {@value}. */
  public static final int MOST_BYTES = 4_096;

  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final String keyId;
  private final byte[] bytes;

  /**
   * A wrapped key.
   *
   * @param keyId names the key that wrapped it: 1 to 255 visible ASCII characters
   * @param bytes 1 to {@value #MOST_BYTES} bytes; copied
   * @throws IllegalArgumentException if either is out of range
   */
  public WrappedKey(String keyId, byte[] bytes) {
    this.keyId = requireId(keyId);
    if (bytes.length < 1 || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "wrapped key of " + bytes.length + " bytes; allowed: 1 to " + MOST_BYTES);
    }
    this.bytes = bytes.clone();
  }

  static String requireId(String keyId) {
    if (!ID.matcher(Objects.requireNonNull(keyId, "keyId")).matches()) {
      throw new IllegalArgumentException(
          "key id of " + keyId.length() + " characters; allowed: 1 to 255 visible ASCII ones");
    }
    return keyId;
  }

  /**
   * Names the key that wrapped it.
   *
   * @return the id
   */
  public String keyId() {
    return keyId;
  }

  /**
   * The wrapped key.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappedKey key
        && keyId.equals(key.keyId)
        && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * keyId.hashCode() + Arrays.hashCode(bytes);
  }

  /** Names the key; the bytes are not shown. */
  @Override
  public String toString() {
    return "key of " + bytes.length + " bytes, wrapped with " + keyId;
  }
}
