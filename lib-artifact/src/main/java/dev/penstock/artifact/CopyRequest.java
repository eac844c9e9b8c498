package dev.penstock.artifact;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which versions of a package are to be copied into another repository of the domain.
 *
 * @param of the package
 * @param revisions 1 to 100 versions, each with the revision it must have; an empty text for any
 * @param allowOverwrite whether versions that are there and different are replaced
 */
public record CopyRequest(
    PackageCoordinates of, Map<String, String> revisions, boolean allowOverwrite) {
  private static final int MOST_VERSIONS = 100;

  /** Copies the map, and reports all faults. */
  public CopyRequest {
    Objects.requireNonNull(of, "of");
    revisions = Map.copyOf(Objects.requireNonNull(revisions, "revisions"));
    Faults faults = new Faults();
    if (revisions.isEmpty() || revisions.size() > MOST_VERSIONS) {
      faults.add("versions", "versions", revisions.size() + " versions", "1 to " + MOST_VERSIONS);
    }
    new TreeMap<>(revisions).keySet().forEach(version -> faults.coordinate("version", version));
    faults.throwIfAny("copy request");
  }

  /**
   * Versions of whatever revision.
   *
   * @param of the package
   * @param versions 1 to 100 different versions
   * @return the request
   */
  public static CopyRequest of(PackageCoordinates of, String... versions) {
    Map<String, String> any = new TreeMap<>();
    for (String version : Set.of(versions)) {
      any.put(version, "");
    }
    return new CopyRequest(of, any, false);
  }

  /**
   * Versions of certain revisions.
   *
   * @param of the package
   * @param revisions 1 to 100 versions, each with its revision
   * @return the request
   */
  public static CopyRequest of(PackageCoordinates of, Map<String, String> revisions) {
    return new CopyRequest(of, revisions, false);
  }

  /**
   * The same request, which replaces versions that are there and different.
   *
   * @return a copy
   */
  public CopyRequest overwriting() {
    return new CopyRequest(of, revisions, true);
  }
}
