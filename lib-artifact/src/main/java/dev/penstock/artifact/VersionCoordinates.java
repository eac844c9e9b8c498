package dev.penstock.artifact;

import java.util.Objects;

/**
 * What identifies a version of a package in a repository.
 *
 * @param of the package
 * @param version the version, as stored; 1 to 255 characters
 */
public record VersionCoordinates(PackageCoordinates of, String version) {

  /** Checks the version. */
  public VersionCoordinates {
    Objects.requireNonNull(of, "of");
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
