package dev.penstock.artifact.retention;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the newest published versions of a package: the one published last, and the greatest by the
 * order of its ecosystem. After a fix of an old line these are two.
 */
final class NewestVersions {

  private NewestVersions() {}

  static List<String> of(PackageCoordinates coordinates, List<RetentionCandidate> newestFirst) {
    VersionScheme scheme = scheme(coordinates.format());
    List<String> published =
        newestFirst.stream()
            .filter(candidate -> candidate.version().status() == VersionStatus.PUBLISHED)
            .map(candidate -> candidate.version().coordinates().version())
            .toList();
    Optional<String> greatest =
        published.stream()
            .flatMap(version -> scheme.tryParse(version).stream())
            .max(Version::compareTo)
            .map(Version::toString);
    return Stream.concat(published.stream().limit(1), greatest.stream()).distinct().toList();
  }

  private static VersionScheme scheme(PackageFormat format) {
    return switch (format) {
      case MAVEN -> VersionScheme.MAVEN;
      case NPM, CARGO, SWIFT -> VersionScheme.NPM_LOOSE;
      case PYPI -> VersionScheme.PYPI;
      case NUGET -> VersionScheme.NUGET;
      case GENERIC, RUBY -> VersionScheme.GENERIC;
    };
  }
}
