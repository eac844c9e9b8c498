package dev.penstock.artifact.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates the chunks of one bundle, by the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
 * Misuse-Resistance, 2015).
 *
 * <p>A chunk's nonce is its index and whether it is the last one, so that no chunk can be moved,
 * left out, repeated or cut off; the additional data is the digest of the header. Each key serves
 * one bundle, so that no nonce comes twice. For one thread.
 */
final class Chunks {

  /** How much of a bundle is in each chunk but the last, which has 1 byte or more of the rest. */
  static final int PLAIN = 64 << 10;

  static final int TAG = 16;
  static final int SEALED = PLAIN + TAG;

  /** GCM stays strong for 2^32 chunks under one key. */
  static final long MOST_BYTES = (1L << 32) * PLAIN;

  private final Cipher cipher;
  private final SecretKeySpec key;
  private final byte[] binding;

  /** Copies the key. */
  Chunks(byte[] key, SealHeader header) {
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks AES/GCM", e);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.binding = header.binding();
  }

  byte[] seal(long index, boolean isLast, byte[] plain, int length) throws IOException {
    try {
      return run(Cipher.ENCRYPT_MODE, index, isLast, plain, length);
    } catch (GeneralSecurityException e) {
      throw new IOException("chunk " + index + " of a bundle cannot be sealed", e);
    }
  }

  /** Gives a chunk out only if it is the one that was sealed at this place. */
  byte[] open(long index, boolean isLast, byte[] sealed, int length) throws IOException {
    try {
      return run(Cipher.DECRYPT_MODE, index, isLast, sealed, length);
    } catch (AEADBadTagException e) {
      throw new BrokenSealException(
          "chunk " + index + " of the bundle is not the one sealed there");
    } catch (GeneralSecurityException e) {
      throw new IOException("chunk " + index + " of a bundle cannot be opened", e);
    }
  }

  private byte[] run(int mode, long index, boolean isLast, byte[] bytes, int length)
      throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    ByteBuffer.wrap(nonce).position(3).putLong(index).put((byte) (isLast ? 1 : 0));
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(binding);
    return cipher.doFinal(bytes, 0, length);
  }

  /** Fills a buffer from a place on, and turns it for reading. */
  static void fill(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    channel.position(position);
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("the bundle became shorter while it was read");
      }
    }
    target.flip();
  }
}
