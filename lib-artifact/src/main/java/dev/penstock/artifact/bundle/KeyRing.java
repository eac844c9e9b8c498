package dev.penstock.artifact.bundle;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys that the host keeps itself, by id. New bundles are locked with the current key; the others
 * open what was locked with them before.
 *
 * <pre>{@code
 * KeyRing keys = KeyRing.of("2026-01", january).withCurrent("2026-07", july);
 * }</pre>
 *
 * <p>Keys are wrapped by AES Key Wrap (RFC 3394), which finds any change of a wrapped key. Keys
 * stay on the heap as long as the ring does. Immutable; safe for several threads.
 */
public final class KeyRing implements KeyProvider {

  /** How many bytes a key has, {@value}: those of AES-256. */
  public static final int KEY_BYTES = 32;

  private static final int MOST_KEYS = 1_000;
  private static final String WRAPPING = "AESWrap";

  private final String current;
  private final SortedMap<String, SecretKeySpec> keys;

  private KeyRing(String current, SortedMap<String, SecretKeySpec> keys) {
    this.current = current;
    this.keys = keys;
  }

  /**
   * A ring of one key.
   *
   * @param id names it: 1 to 255 visible ASCII characters; no secret
   * @param key 32 bytes from a good random source; copied
   * @return the ring
   * @throws IllegalArgumentException if either is out of range
   */
  public static KeyRing of(String id, byte[] key) {
    return new KeyRing("", Collections.emptySortedMap()).withCurrent(id, key);
  }

  /**
   * The same ring with one more key, which new bundles are locked with.
   *
   * @param id names it; no other key of the ring may have it
   * @param key 32 bytes from a good random source; copied
   * @return a copy
   * @throws IllegalArgumentException if either is out of range, the id is taken, or there are 1,000
   *     keys already
   */
  public KeyRing withCurrent(String id, byte[] key) {
    WrappedKey.requireId(id);
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "key " + id + " has " + key.length + " bytes; allowed: " + KEY_BYTES);
    }
    if (keys.containsKey(id) || keys.size() >= MOST_KEYS) {
      throw new IllegalArgumentException(
          "key "
              + id
              + " for a ring of "
              + keys.size()
              + " keys; allowed: an id of its own, and at most "
              + MOST_KEYS
              + " keys");
    }
    SortedMap<String, SecretKeySpec> more = new TreeMap<>(keys);
    more.put(id, new SecretKeySpec(key, "AES"));
    return new KeyRing(id, more);
  }

  /**
   * The same ring without a key. What was locked with it cannot be opened any more.
   *
   * @param id names it; not the current one
   * @return a copy
   * @throws IllegalArgumentException if the ring has no such key, or it is the current one
   */
  public KeyRing without(String id) {
    if (id.equals(current) || !keys.containsKey(id)) {
      throw new IllegalArgumentException(
          "key " + id + "; allowed: one of " + keys.keySet() + " but the current " + current);
    }
    SortedMap<String, SecretKeySpec> fewer = new TreeMap<>(keys);
    fewer.remove(id);
    return new KeyRing(current, fewer);
  }

  @Override
  public WrappedKey wrap(byte[] key) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance(WRAPPING);
      cipher.init(Cipher.WRAP_MODE, Objects.requireNonNull(keys.get(current)));
      return new WrappedKey(current, cipher.wrap(new SecretKeySpec(key, "AES")));
    } catch (GeneralSecurityException e) {
      throw new IOException("the key of a bundle cannot be wrapped with " + current, e);
    }
  }

  @Override
  public byte[] unwrap(WrappedKey wrapped) throws IOException {
    @Nullable SecretKeySpec key = keys.get(wrapped.keyId());
    if (key == null) {
      throw new IOException(
          "the bundle is locked with key "
              + wrapped.keyId()
              + "; this ring has "
              + keys.keySet()
              + "; add that key, or make the bundle anew");
    }
    try {
      Cipher cipher = Cipher.getInstance(WRAPPING);
      cipher.init(Cipher.UNWRAP_MODE, key);
      return cipher.unwrap(wrapped.bytes(), "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (InvalidKeyException e) {
      throw new BrokenSealException(
          "the key of the bundle is not what " + wrapped.keyId() + " has wrapped");
    } catch (GeneralSecurityException e) {
      throw new IOException("the key of a bundle cannot be unwrapped", e);
    }
  }

  /** Names the keys; the keys themselves are not shown. */
  @Override
  public String toString() {
    return "ring of the keys " + keys.keySet() + ", current " + current;
  }
}
