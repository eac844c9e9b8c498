package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.version.Version;
import org.jspecify.annotations.Nullable;

/**
 * One file of a project as its page lists it.
 *
 * @param version the version that it is of
 * @param asset its name, size and digests
 * @param url where its bytes are, absolute
 * @param facts what is known of it beside its bytes
 * @param yanked why it is yanked, perhaps an empty text; null if it is not
 */
record ProjectFile(
    Version version, Asset asset, String url, FileFacts facts, @Nullable String yanked) {

  /** The digest of its metadata file, if that is served; else an empty text. */
  String metadataSha256() {
    return facts.metadataSha256();
  }
}
