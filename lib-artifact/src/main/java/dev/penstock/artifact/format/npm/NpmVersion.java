package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.VersionDescription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version as clients see it.
 *
 * @param time when it was published, as precisely as JavaScript can tell
 * @param deprecated why it should not be used; null if it may
 */
record NpmVersion(String number, Instant time, @Nullable String deprecated) {

  static NpmVersion of(String number, Optional<Instant> published, Map<String, String> marks) {
    return new NpmVersion(
        number,
        published.orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS),
        marks.get(Manifests.DEPRECATED));
  }

  static NpmVersion of(VersionDescription version) {
    return of(version.coordinates().version(), version.publishedTime(), version.marks());
  }
}
