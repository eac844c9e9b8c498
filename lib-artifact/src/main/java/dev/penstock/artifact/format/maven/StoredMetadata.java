package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Metadata made from what is stored, so that no deployment can drop another's versions
 * (W-019). Linear in the versions of the package.
 */
final class StoredMetadata {
  private static final DateTimeFormatter UPDATED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StoredVersions versions;

  StoredMetadata(StoredVersions versions) {
    this.versions = versions;
  }

  /** A version that clients see, and when it came. */
  private record Added(String version, Instant time) {
    static final Comparator<Added> ORDER =
        Comparator.comparing(Added::time).thenComparing(Added::version);

    boolean isSnapshot() {
      return BuildVersion.isBase(version);
    }
  }

  /**
   * All versions of an artifact (W-017): releases that are listed, and snapshots of which a build
   * can be read. In the order in which they came, so that the last is {@code latest} (W-018).
   */
  Optional<MavenMetadata> ofArtifact(PackageCoordinates artifact) throws IOException {
    Map<String, Instant> added = new HashMap<>();
    Instant updated = Instant.MIN;
    for (VersionDescription version : versions.of(artifact, VersionQuery.ALL)) {
      String text = version.coordinates().version();
      Optional<BuildVersion> build = BuildVersion.parse(text);
      boolean isShown =
          build.isPresent()
              ? version.status().isReadable()
              : version.status() == VersionStatus.PUBLISHED;
      if (isShown) {
        Instant time = version.publishedTime().orElse(Instant.EPOCH);
        added.merge(
            build.map(BuildVersion::base).orElse(text),
            time,
            (one, other) -> one.isBefore(other) ? one : other);
        updated = time.isAfter(updated) ? time : updated;
      }
    }
    List<Added> inOrder = new ArrayList<>();
    added.forEach((version, time) -> inOrder.add(new Added(version, time)));
    inOrder.sort(Added.ORDER);
    if (inOrder.isEmpty()) {
      return Optional.empty();
    }
    List<String> releases =
        inOrder.stream().filter(one -> !one.isSnapshot()).map(Added::version).toList();
    return Optional.of(
        new MavenMetadata(
            artifact.namespace(),
            artifact.name(),
            null,
            inOrder.get(inOrder.size() - 1).version(),
            releases.isEmpty() ? null : releases.get(releases.size() - 1),
            inOrder.stream().map(Added::version).toList(),
            null,
            List.of(),
            List.of(),
            UPDATED.format(updated)));
  }

  /** A snapshot's newest build, and the newest build of each of its files (W-020, W-021). */
  Optional<MavenMetadata> ofSnapshot(PackageCoordinates artifact, String base) throws IOException {
    List<BuildVersion> builds = versions.builds(artifact, base);
    Map<String, SnapshotFile> files = new TreeMap<>();
    for (BuildVersion build : builds) {
      for (Asset asset : versions.assets(artifact.version(build.version()))) {
        MavenFile.parse(artifact, base, asset.name())
            .ifPresent(
                file ->
                    files.putIfAbsent(
                        file.classifier() + "/" + file.extension(),
                        new SnapshotFile(
                            file.classifier(),
                            file.extension(),
                            build.version(),
                            build.updated())));
      }
    }
    return builds.stream()
        .findFirst()
        .map(
            newest ->
                new MavenMetadata(
                    artifact.namespace(),
                    artifact.name(),
                    base,
                    null,
                    null,
                    List.of(),
                    new Snapshot(newest.timestamp(), newest.buildNumber()),
                    List.copyOf(files.values()),
                    List.of(),
                    newest.updated()));
  }
}
