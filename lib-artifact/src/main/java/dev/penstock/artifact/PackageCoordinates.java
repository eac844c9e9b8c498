package dev.penstock.artifact;

import java.util.Objects;

/**
 * What identifies a package in a repository.
 *
 * @param format its ecosystem
 * @param namespace its namespace; an empty text if it has none
 * @param name its name, as stored
 */
public record PackageCoordinates(PackageFormat format, String namespace, String name) {

  /** Checks namespace and name, and reports all faults of both. */
  public PackageCoordinates {
    Objects.requireNonNull(format, "format");
    Faults faults = new Faults();
    faults.coordinates(format, namespace, name);
    faults.throwIfAny("package");
  }

  /**
   * A generic package.
   *
   * @param namespace its namespace; required
   * @param name its name
   * @return its coordinates
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   */
  public static PackageCoordinates generic(String namespace, String name) {
    return new PackageCoordinates(PackageFormat.GENERIC, namespace, name);
  }

  /**
   * One version of the package.
   *
   * @param version the version, as stored
   * @return its coordinates
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if it cannot be a version
   */
  public VersionCoordinates version(String version) {
    return new VersionCoordinates(this, version);
  }

  /** The coordinates as one text, {@code format/namespace/name}. */
  @Override
  public String toString() {
    return format + "/" + namespace + "/" + name;
  }
}
