package dev.penstock.artifact;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a package an order is for, and what they must be for it to be carried out
 * (A-060, A-064, A-065).
 *
 * @param versions 1 to 100 versions
 * @param expectedStatus the status that each must have; null if any will do
 * @param revisions version to the revision that it must have; empty, or the same versions as {@code
 *     versions}
 */
public record VersionChange(
    Set<String> versions, @Nullable VersionStatus expectedStatus, Map<String, String> revisions) {
  private static final int MOST_VERSIONS = 100;

  /** Copies both, and reports all faults. */
  public VersionChange {
    versions = Set.copyOf(Objects.requireNonNull(versions, "versions"));
    revisions = Map.copyOf(Objects.requireNonNull(revisions, "revisions"));
    Faults faults = new Faults();
    if (versions.isEmpty() || versions.size() > MOST_VERSIONS) {
      faults.add("versions", "versions", versions.size() + " versions", "1 to " + MOST_VERSIONS);
    }
    for (String version : new TreeSet<>(versions)) {
      faults.coordinate("version", version);
    }
    if (!revisions.isEmpty() && !revisions.keySet().equals(versions)) {
      faults.add(
          "revisions",
          "revisions",
          "revisions of " + new TreeSet<>(revisions.keySet()),
          "none, or of exactly " + new TreeSet<>(versions));
    }
    faults.throwIfAny("change of versions");
  }

  /**
   * Some versions, whatever they are.
   *
   * @param versions 1 to 100 different versions
   * @return the change
   */
  public static VersionChange of(String... versions) {
    return new VersionChange(Set.of(versions), null, Map.of());
  }

  /**
   * The same versions if they have a status.
   *
   * @param status the status that each must have
   * @return a copy
   */
  public VersionChange expecting(VersionStatus status) {
    return new VersionChange(versions, Objects.requireNonNull(status, "status"), revisions);
  }

  /**
   * The same versions if they have certain revisions.
   *
   * @param wanted version to revision, for all of them
   * @return a copy
   */
  public VersionChange expecting(Map<String, String> wanted) {
    return new VersionChange(versions, expectedStatus, wanted);
  }
}
