package dev.penstock.artifact;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a package version, without its assets.
 *
 * @param coordinates which version of which package
 * @param status where it is in its life
 * @param revision identifies the exact set of assets; equal for equal assets, whatever the
 *     repository
 * @param publishedTime when it was first published; empty while it is unfinished
 * @param origin how it came into the domain
 */
public record VersionDescription(
    VersionCoordinates coordinates,
    VersionStatus status,
    String revision,
    Optional<Instant> publishedTime,
    Origin origin) {

  /** All parts are required. */
  public VersionDescription {
    Objects.requireNonNull(coordinates, "coordinates");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(publishedTime, "publishedTime");
    Objects.requireNonNull(origin, "origin");
  }
}
