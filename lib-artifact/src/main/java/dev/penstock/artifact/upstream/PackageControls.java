package dev.penstock.artifact.upstream;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.origin.OriginControls;
import java.util.Objects;

/**
 * A package of a repository, with its origin controls.
 *
 * @param coordinates the package
 * @param controls its controls; open ones for a package that came before there were any
 */
public record PackageControls(PackageCoordinates coordinates, OriginControls controls) {

  /** Both parts are required. */
  public PackageControls {
    Objects.requireNonNull(coordinates, "coordinates");
    Objects.requireNonNull(controls, "controls");
  }
}
