package dev.penstock.pipeline;

import dev.penstock.revision.Digest;
import java.util.Objects;

/**
 * An artifact that an action has handed on: where it lies and what it holds.
 *
 * @param location where it lies, in the words of the host's artifact transfer
 * @param digest the digest of its content
 */
public record ArtifactReference(String location, Digest digest) {

  /** Both parts are required. */
  public ArtifactReference {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(digest, "digest");
  }
}
