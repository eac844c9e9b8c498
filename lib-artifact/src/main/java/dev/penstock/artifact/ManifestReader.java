package dev.penstock.artifact;

import dev.penstock.artifact.store.ContentStore;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what a version says about itself from one of its assets, such as its manifest: an SPI.
 *
 * <p>Called once for each publish that brings no metadata along, after the bytes are stored and
 * before anything is recorded or locked, on the publisher's thread, concurrently; may block. What
 * it throws refuses the publish. It should look at the asset only, and follow no reference to
 * others.
 */
@FunctionalInterface
public interface ManifestReader {

  /** Reads nothing. */
  ManifestReader NONE = (version, asset, content) -> Optional.empty();

  /**
   * Reads an asset.
   *
   * @param version the version that is published
   * @param asset the asset: name, size and digests
   * @param content holds its bytes, under {@link Asset#digest()}
   * @return what it says; empty if it is no manifest, and the version's metadata stay as they are
   * @throws IOException if it cannot be read
   */
  Optional<VersionMetadata> read(VersionCoordinates version, Asset asset, ContentStore content)
      throws IOException;
}
