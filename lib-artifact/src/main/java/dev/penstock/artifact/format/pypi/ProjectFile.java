package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.version.Version;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One file of a project as its page lists it.
 *
 * @param version the version that it is of
 * @param name its name
 * @param url where its bytes are, absolute
 * @param sha256 their digest
 * @param size how many there are, if that is known
 * @param facts what else is known of it
 * @param yanked why it is yanked, perhaps an empty text; null if it is not
 */
record ProjectFile(
    Version version,
    String name,
    String url,
    String sha256,
    OptionalLong size,
    FileFacts facts,
    @Nullable String yanked) {

  /** The digest of its metadata file, if that is served; else an empty text. */
  String metadataSha256() {
    return facts.metadataSha256();
  }
}
