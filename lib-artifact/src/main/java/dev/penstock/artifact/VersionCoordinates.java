package dev.penstock.artifact;

import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.util.Objects;

/**
 * What identifies a version of a package in a repository.
 *
 * @param of the package
 * @param version the version, as stored; 1 to 255 characters. That of NuGet in its normal
 *     form, as this makes it
 */
public record VersionCoordinates(PackageCoordinates of, String version) {

  /** Checks the version. */
  public VersionCoordinates {
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(version, "version");
    if (of.format() == PackageFormat.NUGET) {
      version = VersionScheme.NUGET.tryParse(version).map(Version::normalized).orElse(version);
    }
    Faults faults = new Faults();
    faults.coordinate("version", version);
    faults.throwIfAny("package version");
  }

  /** The coordinates as one text, {@code format/namespace/name/version}. */
  @Override
  public String toString() {
    return of + "/" + version;
  }
}
