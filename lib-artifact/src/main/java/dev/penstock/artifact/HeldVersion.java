package dev.penstock.artifact;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version as one repository holds it, whatever its status.
 *
 * @param description what is known about it
 * @param assets its assets by name
 */
public record HeldVersion(VersionDescription description, SortedMap<String, Asset> assets) {

  /** Copies the assets. */
  public HeldVersion {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(assets, "assets");
    assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
  }
}
