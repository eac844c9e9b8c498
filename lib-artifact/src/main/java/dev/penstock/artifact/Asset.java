package dev.penstock.artifact;

import dev.penstock.artifact.store.Checksums;
import dev.penstock.revision.Digest;
import java.util.Objects;

/**
 * One file of a package version.
 *
 * @param name its name, 1 to 255 characters
 * @param size how many bytes it has
 * @param checksums its four digests
 */
public record Asset(String name, long size, Checksums checksums) {

  /** Refuses a negative size. */
  public Asset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(checksums, "checksums");
    if (size < 0) {
      throw new IllegalArgumentException("asset of " + size + " bytes; allowed: 0 or more");
    }
  }

  /**
   * The digest under which its bytes are stored.
   *
   * @return its SHA-256
   */
  public Digest digest() {
    return new Digest(checksums.sha256());
  }
}
