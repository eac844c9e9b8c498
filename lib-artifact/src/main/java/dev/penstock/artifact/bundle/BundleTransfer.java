package dev.penstock.artifact.bundle;

import dev.penstock.archive.ZipArchive;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Hands artifacts on through a content store: a directory becomes a reproducible zip archive,
 * stored under its digest. Equal directories become one stored archive.
 *
 * <p>Locations have the form {@code sha256/<64 digits>}. Safe for several threads.
 */
public final class BundleTransfer implements ArtifactTransfer {
  private static final String SCHEME = "sha256/";

  private final ContentStore store;
  private final BundleLimits limits;

  /**
   * Hands on what one's own builds make.
   *
   * @param store where archives are kept; stays the host's
   */
  public BundleTransfer(ContentStore store) {
    this(store, BundleLimits.OWN);
  }

  /**
   * Hands on within limits.
   *
   * @param store where archives are kept; stays the host's
   * @param limits how large artifacts may be
   */
  public BundleTransfer(ContentStore store, BundleLimits limits) {
    this.store = Objects.requireNonNull(store, "store");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  @Override
  public ArtifactReference store(String key, Path directory) throws IOException {
    StoredContent stored =
        store.put(
            out -> ZipArchive.pack(directory, new LimitedOutput(out, limits.archiveBytes())),
            ContentCheck.NONE);
    return new ArtifactReference(SCHEME + stored.digest().hex(), stored.digest());
  }

  /** {@inheritDoc} The whole archive is verified before anything is unpacked. */
  @Override
  public void fetch(ArtifactReference artifact, Path directory) throws IOException {
    if (!artifact.location().equals(SCHEME + artifact.digest().hex())) {
      throw new IOException(
          "artifact location \""
              + artifact.location()
              + "\" is none of this transfer's for "
              + artifact.digest()
              + "; allowed: "
              + SCHEME
              + artifact.digest().hex());
    }
    try (SeekableByteChannel archive = store.openVerified(artifact.digest())) {
      ZipArchive.extract(archive, directory, limits.extraction());
    }
  }
}
