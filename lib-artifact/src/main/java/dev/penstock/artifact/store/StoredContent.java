package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.util.Objects;

/**
 * What a store says about content that it has taken in.
 *
 * @param size how many bytes it has; 0 or more
 * @param checksums its digests, computed by the store while the bytes came in
 */
public record StoredContent(long size, Checksums checksums) {

  /** Refuses a negative size. */
  public StoredContent {
    if (size < 0) {
      throw new IllegalArgumentException("content of " + size + " bytes; allowed: 0 or more");
    }
    Objects.requireNonNull(checksums, "checksums");
  }

  /**
   * The digest that names the content.
   *
   * @return its SHA-256
   */
  public Digest digest() {
    return new Digest(checksums.sha256());
  }
}
