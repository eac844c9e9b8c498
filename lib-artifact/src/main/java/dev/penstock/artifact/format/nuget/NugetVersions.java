package dev.penstock.artifact.format.nuget;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The versions of a package that clients may read, in NuGet's order. */
final class NugetVersions {

  /** The mark of versions that only clients see that know SemVer 2.0.0. */
  static final String SEMVER2 = "semver2";

  private NugetVersions() {}

  /**
   * One version.
   *
   * @param described what is known of it
   * @param version the version, as stored
   */
  record Known(VersionDescription described, Version version) {
    boolean isListed() {
      return described.status() == VersionStatus.PUBLISHED;
    }

    boolean isSemVer2() {
      return described.marks().containsKey(SEMVER2);
    }

    String text() {
      return described.coordinates().version();
    }
  }

  /** The least first; empty if there is no such package. */
  static List<Known> of(Repository repository, PackageCoordinates coordinates) throws IOException {
    List<Known> known = new ArrayList<>();
    for (VersionDescription version : WholeList.versions(repository, coordinates)) {
      Optional<Version> parsed = VersionScheme.NUGET.tryParse(version.coordinates().version());
      if (version.status().isReadable() && parsed.isPresent()) {
        known.add(new Known(version, parsed.get()));
      }
    }
    known.sort(Comparator.comparing(Known::version));
    return known;
  }
}
