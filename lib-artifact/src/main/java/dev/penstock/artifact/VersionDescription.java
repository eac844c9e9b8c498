package dev.penstock.artifact;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about a package version, without its assets (A-034).
 *
 * @param coordinates which version of which package
 * @param status where it is in its life
 * @param revision identifies the exact set of assets and metadata; equal for equal ones, whatever
 *     the repository (A-036)
 * @param publishedTime when it was first published; empty while it is unfinished
 * @param origin how it came into the domain
 * @param metadata what it says about itself
 * @param marks small texts by name, such as {@code deprecated}; unmodifiable, sorted
 */
public record VersionDescription(
    VersionCoordinates coordinates,
    VersionStatus status,
    String revision,
    Optional<Instant> publishedTime,
    Origin origin,
    VersionMetadata metadata,
    SortedMap<String, String> marks) {

  /** All parts are required; copies the marks. */
  public VersionDescription {
    Objects.requireNonNull(coordinates, "coordinates");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(publishedTime, "publishedTime");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(marks, "marks");
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  /**
   * The package's name as people write it (A-016).
   *
   * @return what the metadata says; else, of an npm package with a scope, {@code @scope/name}; else
   *     the name as stored
   */
  public String displayName() {
    PackageCoordinates of = coordinates.of();
    if (!metadata.displayName().isEmpty()) {
      return metadata.displayName();
    }
    return of.format() == PackageFormat.NPM && !of.namespace().isEmpty()
        ? "@" + of.namespace() + "/" + of.name()
        : of.name();
  }
}
