package dev.penstock.artifact.bundle;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.penstock.archive.ZipArchive;
import dev.penstock.artifact.store.AlteredContentException;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands artifacts on as {@link BundleTransfer} does, encrypted: the store sees nothing but sealed
 * bundles.
 *
 * <p>A reference's digest is that of the archive before it was sealed, so equal directories still
 * have equal digests. Its location has the form {@code sealed/<64 digits>} and names the stored
 * bytes; each time a directory is stored they are others. Bundles that are not sealed are refused.
 *
 * <p>Safe for several threads.
 */
public final class SealedBundleTransfer implements ArtifactTransfer {
  private static final String SCHEME = "sealed/";

  private final ContentStore store;
  private final BundleSeal seal;
  private final BundleLimits limits;

  /**
   * Hands on what one's own builds make.
   *
   * @param store where sealed bundles are kept; stays the host's
   * @param seal encrypts and decrypts
   */
  public SealedBundleTransfer(ContentStore store, BundleSeal seal) {
    this(store, seal, BundleLimits.OWN);
  }

  /**
   * Hands on within limits.
   *
   * @param store where sealed bundles are kept; stays the host's
   * @param seal encrypts and decrypts
   * @param limits how large artifacts may be
   */
  public SealedBundleTransfer(ContentStore store, BundleSeal seal, BundleLimits limits) {
    this.store = Objects.requireNonNull(store, "store");
    this.seal = Objects.requireNonNull(seal, "seal");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  @Override
  public ArtifactReference store(String key, Path directory) throws IOException {
    AtomicReference<Digest> digest = new AtomicReference<>();
    StoredContent stored =
        store.put(
            out ->
                seal.seal(
                    content -> {
                      HashingOutputStream hashing =
                          new HashingOutputStream(
                              Hashing.sha256(), new LimitedOutput(content, limits.archiveBytes()));
                      ZipArchive.pack(directory, hashing);
                      digest.set(new Digest(hashing.hash().toString()));
                    },
                    out),
            ContentCheck.NONE);
    return new ArtifactReference(
        SCHEME + stored.digest().hex(), Objects.requireNonNull(digest.get(), "digest"));
  }

  /** {@inheritDoc} The whole archive is authenticated before anything is unpacked. */
  @Override
  public void fetch(ArtifactReference artifact, Path directory) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    try (SeekableByteChannel sealed = store.openVerified(stored(artifact.location()));
        SeekableByteChannel archive = seal.open(sealed, hasher::putBytes)) {
      Digest found = new Digest(hasher.hash().toString());
      if (!found.equals(artifact.digest())) {
        throw new AlteredContentException(artifact.digest(), found);
      }
      ZipArchive.extract(archive, directory, limits.extraction());
    }
  }

  private static Digest stored(String location) throws IOException {
    try {
      if (location.startsWith(SCHEME)) {
        return new Digest(location.substring(SCHEME.length()));
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IOException(
        "artifact location \""
            + location
            + "\" is none of this transfer's; allowed: "
            + SCHEME
            + " and 64 hexadecimal digits");
  }
}
