package dev.penstock.artifact.retention;

import dev.penstock.artifact.VersionDescription;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A version that a policy judges.
 *
 * @param version what is known about it
 * @param bytes the sizes of its assets together; 0 or more
 * @param lastDownload when one of its assets was last read, as far as that was recorded; empty if
 *     never
 * @param recordedSince when the recording of downloads began, for policies that ask; the version
 *     counts as used then
 */
public record RetentionCandidate(
    VersionDescription version,
    long bytes,
    Optional<Instant> lastDownload,
    Optional<Instant> recordedSince) {

  /** Refuses a negative size. */
  public RetentionCandidate {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(lastDownload, "lastDownload");
    Objects.requireNonNull(recordedSince, "recordedSince");
    if (bytes < 0) {
      throw new IllegalArgumentException("version of " + bytes + " bytes; allowed: 0 or more");
    }
  }

  /** When it was last of use to somebody: published or downloaded, as far as that is known. */
  Optional<Instant> lastUse() {
    return lastDownload
        .filter(at -> version.publishedTime().map(at::isAfter).orElse(true))
        .or(version::publishedTime)
        .map(at -> recordedSince.filter(at::isBefore).orElse(at));
  }
}
