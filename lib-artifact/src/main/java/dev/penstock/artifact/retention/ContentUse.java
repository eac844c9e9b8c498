package dev.penstock.artifact.retention;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Housekeeping;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.retention.RetentionPlan.Removal;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What removed versions refer to, and whether anything else in the domain does. It remembers the
 * contents of removed versions only, and walks over the others. For one thread.
 */
final class ContentUse {
  private final Domain domain;
  private final String repository;
  private final Map<VersionCoordinates, Map<Digest, Long>> contents = new HashMap<>();

  /** Reads what versions refer to before they go. Archived ones keep what they have. */
  ContentUse(Domain domain, String repository, List<Removal> removals) throws IOException {
    this.domain = domain;
    this.repository = repository;
    Set<VersionCoordinates> going = new HashSet<>();
    Set<PackageCoordinates> packages = new HashSet<>();
    for (Removal removal : removals) {
      if (removal.target() != VersionStatus.ARCHIVED) {
        going.add(removal.version());
        packages.add(removal.version().of());
      }
    }
    Housekeeping housekeeping = domain.repository(repository).housekeeping();
    for (PackageCoordinates coordinates : packages) {
      housekeeping.versions(
          coordinates,
          version -> {
            if (going.contains(version.description().coordinates())) {
              contents.put(version.description().coordinates(), version.contents());
            }
          });
    }
  }

  /**
   * Bytes of different contents.
   *
   * @param freed nothing else refers to them
   * @param shared something else does
   */
  record Bytes(long freed, long shared) {}

  /** Compares those of some of the versions with all the others of the domain. */
  Bytes bytes(List<Removal> gone) throws IOException {
    Map<Digest, Long> removed = new HashMap<>();
    Set<VersionCoordinates> versions = new HashSet<>();
    for (Removal removal : gone) {
      removed.putAll(contents.getOrDefault(removal.version(), Map.of()));
      versions.add(removal.version());
    }
    Set<Digest> shared = new HashSet<>();
    for (String name : domain.repositoryNames()) {
      Housekeeping housekeeping = domain.repository(name).housekeeping();
      housekeeping.packages(
          of ->
              housekeeping.versions(
                  of,
                  version -> {
                    boolean isGone =
                        name.equals(repository)
                            && contents.containsKey(version.description().coordinates())
                            && versions.contains(version.description().coordinates());
                    version.contents().keySet().stream()
                        .filter(digest -> !isGone && removed.containsKey(digest))
                        .forEach(shared::add);
                  }));
    }
    long sharedBytes = shared.stream().mapToLong(digest -> removed.getOrDefault(digest, 0L)).sum();
    long all = removed.values().stream().mapToLong(Long::longValue).sum();
    return new Bytes(all - sharedBytes, sharedBytes);
  }
}
