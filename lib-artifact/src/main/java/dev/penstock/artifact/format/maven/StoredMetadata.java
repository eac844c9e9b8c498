package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.maven.MavenMetadata.Plugin;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import dev.penstock.artifact.upstream.ClientVersions;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Metadata made from what is stored, so that no deployment can drop another's versions
 * (W-019). Linear in the versions of the package.
 */
final class StoredMetadata {
  /** How tags begin that say by which word a plugin goes. */
  static final String PREFIX = "plugin-prefix/";

  private static final DateTimeFormatter UPDATED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StoredVersions versions;

  StoredMetadata(StoredVersions versions) {
    this.versions = versions;
  }

  /** A version that clients see, and when it came. */
  private record Added(String version, Instant time) {
    static final Comparator<Added> ORDER =
        Comparator.comparing(Added::time)
            .thenComparing(added -> VersionScheme.MAVEN.parse(added.version()))
            .thenComparing(Added::version);
  }

  /**
   * All versions of an artifact that are listed (W-017), in the order in which they came, so that
   * the last is {@code latest} (W-018). A snapshot stands there once, whatever builds it has.
   */
  Optional<MavenMetadata> ofArtifact(PackageCoordinates artifact) throws IOException {
    List<Added> added = new ArrayList<>();
    String updated = "";
    for (VersionDescription version : versions.of(artifact, VersionQuery.ALL)) {
      String text = version.coordinates().version();
      Optional<BuildVersion> build = BuildVersion.parse(text);
      if (build.isPresent() && version.status().isReadable()) {
        updated = later(updated, build.get().updated());
      } else if (!BuildVersion.isBuild(text) && version.status() == VersionStatus.PUBLISHED) {
        Instant time = version.publishedTime().orElse(Instant.EPOCH);
        added.add(new Added(text, time));
        updated = later(updated, UPDATED.format(time));
      }
    }
    return listed(artifact, added, updated);
  }

  /**
   * The same of what is reachable through upstreams too. When a version came to its source is not
   * known, and when it was fetched says nothing: those come first, in Maven's order, and of them
   * alone there is no time.
   */
  Optional<MavenMetadata> ofArtifact(PackageCoordinates artifact, ClientVersions seen)
      throws IOException {
    Set<String> fetched = new HashSet<>();
    for (VersionDescription version : versions.of(artifact, VersionQuery.ALL)) {
      if (version.origin().type() == Origin.Type.EXTERNAL) {
        fetched.add(version.coordinates().version());
      }
    }
    List<Added> added = new ArrayList<>();
    String updated = "";
    for (ClientVersion version : seen.versions().values()) {
      if (!BuildVersion.isBuild(version.version())) {
        boolean isFetched = version.connection().isPresent() || fetched.contains(version.version());
        Instant time = isFetched ? Instant.EPOCH : version.publishedTime().orElse(Instant.EPOCH);
        added.add(new Added(version.version(), time));
        updated = time.equals(Instant.EPOCH) ? updated : later(updated, UPDATED.format(time));
      }
    }
    return listed(artifact, added, updated);
  }

  private static Optional<MavenMetadata> listed(
      PackageCoordinates artifact, List<Added> added, String updated) {
    added.sort(Added.ORDER);
    if (added.isEmpty()) {
      return Optional.empty();
    }
    List<String> releases =
        added.stream().map(Added::version).filter(one -> !BuildVersion.isBase(one)).toList();
    return Optional.of(
        new MavenMetadata(
            artifact.namespace(),
            artifact.name(),
            null,
            added.get(added.size() - 1).version(),
            releases.isEmpty() ? null : releases.get(releases.size() - 1),
            added.stream().map(Added::version).toList(),
            null,
            List.of(),
            List.of(),
            updated.isEmpty() ? null : updated));
  }

  private static String later(String one, String other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** A snapshot's newest build, and the newest build of each of its files (W-020, W-021). */
  Optional<MavenMetadata> ofSnapshot(PackageCoordinates artifact, String base) throws IOException {
    if (!versions.isReadable(artifact.version(base))) {
      return Optional.empty();
    }
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

  /** The plugins of a group, by the tags that their deployments have set (W-022). */
  List<Plugin> plugins(String group, Predicate<PackageCoordinates> isReadable) throws IOException {
    List<Plugin> plugins = new ArrayList<>();
    for (PackageCoordinates artifact : versions.packages(group)) {
      if (!isReadable.test(artifact)) {
        continue;
      }
      for (Map.Entry<String, String> tag : versions.tags(artifact).entrySet()) {
        if (tag.getKey().startsWith(PREFIX)) {
          String name = versions.displayName(artifact.version(tag.getValue()));
          String prefix = tag.getKey().substring(PREFIX.length());
          plugins.add(new Plugin(name, prefix, artifact.name()));
        }
      }
    }
    plugins.sort(Comparator.comparing(Plugin::prefix).thenComparing(Plugin::artifactId));
    return plugins;
  }
}
