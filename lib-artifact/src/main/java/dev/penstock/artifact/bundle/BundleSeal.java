package dev.penstock.artifact.bundle;

import dev.penstock.artifact.store.ContentWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Encrypts bundles, each with a key of its own that a {@link KeyProvider} locks.
 *
 * <pre>{@code
 * BundleSeal seal = new BundleSeal(KeyRing.of("2026-01", key), secureRandom);
 * ArtifactTransfer transfer = new SealedBundleTransfer(store, seal);
 * }</pre>
 *
 * <p>The content is encrypted with AES-256 in GCM, in chunks of 64 KiB. A chunk that was altered,
 * moved, repeated, left out or taken from another bundle is found, and so is a bundle that was cut.
 * A sealed bundle is 16 bytes longer for each chunk, and for its header. Sealing the same content
 * twice gives different bytes.
 *
 * <p>Safe for several threads.
 */
public final class BundleSeal {
  private final KeyProvider keys;
  private final SecureRandom random;

  /**
   * Seals with the keys of a provider.
   *
   * @param keys locks the keys of bundles
   * @param random where the keys of bundles come from; must be strong
   */
  public BundleSeal(KeyProvider keys, SecureRandom random) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Seals content. One chunk of it is kept in memory.
   *
   * @param content writes the bytes, at most 256 TiB; called once
   * @param out where the sealed bundle goes; not closed. Worth nothing if this throws
   * @throws IOException if the content cannot be made, its key not wrapped, or the bundle not
   *     written
   */
  public void seal(ContentWriter content, OutputStream out) throws IOException {
    byte[] key = new byte[KeyRing.KEY_BYTES];
    random.nextBytes(key);
    try {
      SealHeader header = new SealHeader(keys.wrap(key.clone()));
      SealingOutput sealing = new SealingOutput(out, new Chunks(key, header));
      out.write(header.bytes());
      content.writeTo(new LimitedOutput(sealing, Chunks.MOST_BYTES));
      sealing.finish();
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens a sealed bundle. All of it is authenticated before this returns, and each chunk once more
   * when it is read.
   *
   * @param sealed the bundle, from position 0 to its end; closed with the result
   * @return the content, at position 0, for reading only, by one thread at a time
   * @throws BrokenSealException if it is not as it was sealed
   * @throws IOException if it cannot be read, or its key not be unwrapped
   */
  public SeekableByteChannel open(SeekableByteChannel sealed) throws IOException {
    return open(sealed, chunk -> {});
  }

  /** Also shows the content once, in order, while it is authenticated. */
  SeekableByteChannel open(SeekableByteChannel sealed, UnsealedChannel.ChunkReader reader)
      throws IOException {
    SealHeader header = SealHeader.read(sealed);
    byte[] key = keys.unwrap(header.key());
    try {
      if (key.length != KeyRing.KEY_BYTES) {
        throw new IOException(
            "the provider unwrapped a key of "
                + key.length
                + " bytes; allowed: "
                + KeyRing.KEY_BYTES);
      }
      UnsealedChannel content =
          new UnsealedChannel(sealed, new Chunks(key, header), header.bytes().length);
      content.authenticate(reader);
      return content;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
