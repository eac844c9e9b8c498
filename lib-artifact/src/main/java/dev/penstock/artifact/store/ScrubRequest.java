package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a store to verify.
 *
 * @param after begin behind this digest; null for the beginning
 * @param bytes stop after the content with which so many bytes were read; at least 1
 */
public record ScrubRequest(@Nullable Digest after, long bytes) {

  /** Refuses a stretch without a byte. */
  public ScrubRequest {
    if (bytes < 1) {
      throw new IllegalArgumentException("scrub of " + bytes + " bytes; allowed: 1 or more");
    }
  }
}
