package dev.penstock.artifact;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about a package.
 *
 * @param coordinates which package
 * @param arn its resource name
 * @param tags tag to the version that it names; unmodifiable
 * @param defaultDisplayVersion the version to show for it: of an npm package that of the tag {@code
 *     latest}, of any other the one published last; empty while nothing is published
 */
public record PackageDescription(
    PackageCoordinates coordinates,
    String arn,
    SortedMap<String, String> tags,
    Optional<String> defaultDisplayVersion) {

  /** Copies the tags. */
  public PackageDescription {
    Objects.requireNonNull(coordinates, "coordinates");
    Objects.requireNonNull(arn, "arn");
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    Objects.requireNonNull(defaultDisplayVersion, "defaultDisplayVersion");
  }
}
