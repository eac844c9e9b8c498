package dev.penstock.artifact;

import dev.penstock.artifact.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

/** An asset that may be read, and of which version it is. Immutable; holds nothing open. */
public final class AssetContent {
  private final Asset asset;
  private final VersionDescription version;
  private final ContentStore content;
  private final Opening opening;

  AssetContent(Asset asset, VersionDescription version, ContentStore content, Opening opening) {
    this.asset = asset;
    this.version = version;
    this.content = content;
    this.opening = opening;
  }

  /** Is told before the bytes are opened. */
  @FunctionalInterface
  interface Opening {
    Opening UNRECORDED = version -> {};

    void of(VersionCoordinates version) throws IOException;
  }

  /**
   * The asset.
   *
   * @return name, size and digests
   */
  public Asset asset() {
    return asset;
  }

  /**
   * The version it belongs to, with the revision that was read.
   *
   * @return the version
   */
  public VersionDescription version() {
    return version;
  }

  /**
   * Reads the bytes, verifying as it goes.
   *
   * @return the bytes; the read at their end throws if they were altered
   * @throws IOException if they cannot be read
   * @see ContentStore#open
   */
  public InputStream open() throws IOException {
    opening.of(version.coordinates());
    return content.open(asset.digest());
  }

  /**
   * Verifies the bytes, and gives them out then.
   *
   * @return the bytes, at position 0
   * @throws IOException if they cannot be read, or were altered
   * @see ContentStore#openVerified
   */
  public SeekableByteChannel openVerified() throws IOException {
    opening.of(version.coordinates());
    return content.openVerified(asset.digest());
  }
}
