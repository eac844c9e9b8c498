package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.maven.MavenMetadata.Plugin;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Uploaded metadata: a hint that what it names is whole (W-019, W-031). Nothing of it is stored but
 * the words for plugins. All is checked before anything changes.
 */
final class DeployedMetadata {
  private static final int LONGEST = 4 << 20;
  private static final int MOST_PLUGINS = 1_000;

  private final RepositoryAccess access;
  private final Repository repository;
  private final StoredVersions versions;

  DeployedMetadata(RepositoryAccess access, StoredVersions versions) {
    this.access = access;
    this.repository = access.repository();
    this.versions = versions;
  }

  ProtocolResponse take(LayoutPath.Metadata path, InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new ProtocolException(413, "maven-metadata.xml of more than " + LONGEST + " bytes");
    }
    MavenMetadata said = MetadataReader.read(bytes);
    @Nullable PackageCoordinates artifact = path.artifact().orElse(null);
    if (artifact != null && path.isOfSnapshot()) {
      access.require(RepositoryRight.METADATA, artifact);
      requireOf(said, artifact);
      require("version", said.version(), path.version());
      finishBuilds(artifact, path.version(), said);
      return ProtocolResponse.empty(200);
    }
    List<VersionDescription> whole = List.of();
    if (!said.versions().isEmpty()) {
      if (artifact == null) {
        throw new ProtocolException(400, "a group's metadata has no versions");
      }
      access.require(RepositoryRight.METADATA, artifact);
      requireOf(said, artifact);
      whole = unfinished(artifact, said);
    } else if (said.plugins().isEmpty()) {
      throw new ProtocolException(400, "the metadata names neither versions nor plugins");
    }
    List<Prefixed> prefixes = prefixes(path, said);
    for (VersionDescription version : whole) {
      repository.finish(version.coordinates());
    }
    for (Prefixed prefix : prefixes) {
      repository.tag(prefix.artifact(), StoredMetadata.PREFIX + prefix.word(), prefix.version());
    }
    return ProtocolResponse.empty(200);
  }

  /** The versions that are named, and not published yet. */
  private List<VersionDescription> unfinished(PackageCoordinates artifact, MavenMetadata said)
      throws IOException {
    List<VersionDescription> all = versions.of(artifact, VersionQuery.ALL);
    if (all.isEmpty()) {
      throw new ProtocolException(
          404, artifact + ": no file of it is here; allowed: files, then metadata");
    }
    Set<String> named = new LinkedHashSet<>(said.versions());
    List<VersionDescription> unfinished =
        all.stream()
            .filter(version -> version.status() == VersionStatus.UNFINISHED)
            .filter(version -> named.contains(version.coordinates().version()))
            .filter(version -> !BuildVersion.isBuild(version.coordinates().version()))
            .toList();
    unfinished.forEach(DeployedMetadata::requireSound);
    return unfinished;
  }

  private static void requireSound(VersionDescription version) {
    SortedSet<String> files = Deployments.mismatches(version);
    if (!files.isEmpty()) {
      throw new ProtocolException(
          400,
          version.coordinates()
              + " stays unfinished: what did not fit is "
              + files
              + "; allowed: to upload these or their files again");
    }
  }

  /** Gives a snapshot the builds that are named. */
  private void finishBuilds(PackageCoordinates artifact, String base, MavenMetadata said)
      throws IOException {
    List<BuildVersion> builds = new ArrayList<>();
    for (BuildVersion build : named(base, said)) {
      Optional<VersionDescription> found = versions.find(artifact.version(build.version()));
      if (found.isPresent() && found.get().status().takesAssets()) {
        requireSound(found.get());
        builds.add(build);
      }
    }
    if (builds.isEmpty()) {
      throw new ProtocolException(
          400, artifact.version(base) + ": the metadata names no build whose files are here");
    }
    builds.sort(BuildVersion.BY_TIME);
    for (BuildVersion build : builds) {
      if (!versions.isReadable(artifact.version(build.version()))) {
        Deployments.repointed(repository, versions, artifact, build);
      }
    }
  }

  private static Set<BuildVersion> named(String base, MavenMetadata said) {
    String stem = base.substring(0, base.length() - BuildVersion.SNAPSHOT.length());
    Set<BuildVersion> named = new LinkedHashSet<>();
    Snapshot snapshot = said.snapshot();
    if (snapshot != null) {
      BuildVersion.parse(stem + snapshot.timestamp() + "-" + snapshot.buildNumber())
          .filter(build -> build.stem().equals(stem))
          .ifPresent(named::add);
    }
    for (SnapshotFile file : said.files()) {
      BuildVersion.parse(file.value())
          .filter(build -> build.stem().equals(stem))
          .ifPresent(named::add);
    }
    return named;
  }

  /** A word, and the version that it is to be found by. */
  private record Prefixed(PackageCoordinates artifact, String word, String version) {}

  private List<Prefixed> prefixes(LayoutPath.Metadata path, MavenMetadata said) throws IOException {
    if (said.plugins().size() > MOST_PLUGINS) {
      throw new ProtocolException(413, "more than " + MOST_PLUGINS + " plugins");
    }
    List<Prefixed> prefixes = new ArrayList<>();
    for (Plugin plugin : said.plugins()) {
      Optional<PackageCoordinates> artifact = path.member(plugin.artifactId());
      access.require(RepositoryRight.METADATA, artifact.orElse(null));
      if (artifact.isEmpty() || !plugin.prefix().matches("[A-Za-z0-9_\\-.]{1,200}")) {
        throw new ProtocolException(
            400,
            "plugin \""
                + plugin.artifactId()
                + "\" with prefix \""
                + plugin.prefix()
                + "\" is no"
                + " plugin of this group");
      }
      versions.of(artifact.get(), VersionQuery.ALL).stream()
          .map(version -> version.coordinates().version())
          .filter(version -> !BuildVersion.isBuild(version))
          .reduce((one, later) -> later)
          .ifPresent(
              version -> prefixes.add(new Prefixed(artifact.get(), plugin.prefix(), version)));
    }
    return prefixes;
  }

  private static void requireOf(MavenMetadata said, PackageCoordinates artifact) {
    require("groupId", said.groupId(), artifact.namespace());
    require("artifactId", said.artifactId(), artifact.name());
  }

  private static void require(String what, @Nullable String said, String path) {
    if (said != null && !said.equals(path)) {
      throw new ProtocolException(
          400, "the metadata's " + what + " is \"" + said + "\"; allowed here: \"" + path + "\"");
    }
  }
}
