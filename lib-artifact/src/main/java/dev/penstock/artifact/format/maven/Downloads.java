package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.upstream.ClientAsset;
import dev.penstock.artifact.upstream.ClientRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers GET: files, metadata, and the checksums of both. */
final class Downloads {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("jar", "application/java-archive"),
          Map.entry("war", "application/java-archive"),
          Map.entry("ear", "application/java-archive"),
          Map.entry("pom", "application/xml"),
          Map.entry("xml", "application/xml"),
          Map.entry("module", "application/json"),
          Map.entry("json", "application/json"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("asc", "application/pgp-signature"));

  private final RepositoryAccess access;
  private final StoredVersions versions;

  Downloads(RepositoryAccess access) {
    this.access = access;
    this.versions = new StoredVersions(access.repository());
  }

  ProtocolResponse answer(LayoutPath path) throws IOException {
    return path.target() instanceof MavenFile file
        ? file(file, path.checksum())
        : metadata((LayoutPath.Metadata) path.target(), path.checksum());
  }

  private ProtocolResponse file(MavenFile file, @Nullable ChecksumKind checksum)
      throws IOException {
    access.require(RepositoryRight.READ, file.of());
    if (access.client().isPresent() && !file.isOfNewestBuild()) {
      return fromUpstreams(access.client().get(), file, checksum);
    }
    return held(file, find(file), checksum);
  }

  private static ProtocolResponse held(
      MavenFile file, AssetContent found, @Nullable ChecksumKind checksum) {
    ProtocolResponse answer =
        checksum == null
            ? ProtocolResponse.asset(type(file.extension()), found)
            : ProtocolResponse.text(200, checksum.of(found.asset().checksums()));
    if (checksum == null) {
      for (ChecksumKind kind : ChecksumKind.values()) {
        answer = answer.with(kind.header(), kind.of(found.asset().checksums()));
      }
    }
    return found.version().publishedTime().isPresent()
        ? answer.modified(found.version().publishedTime().get())
        : answer;
  }

  /** A checksum that the source does not tell is computed of the file, which is kept then. */
  private static ProtocolResponse fromUpstreams(
      ClientRepository client, MavenFile file, @Nullable ChecksumKind checksum) throws IOException {
    ClientAsset found = client.asset(file.coordinates(), file.name());
    if (checksum != null && !found.digests().containsKey(checksum.algorithm())) {
      try (InputStream in = found.open()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      found = client.asset(file.coordinates(), file.name());
    }
    if (found.held().isPresent()) {
      return held(file, found.held().get(), checksum);
    }
    if (checksum == null) {
      return WholeList.asset(type(file.extension()), found);
    }
    String digest = found.digests().get(checksum.algorithm());
    if (digest == null) {
      throw new ProtocolException(404, file.name() + " has no " + checksum + " yet");
    }
    return ProtocolResponse.text(200, digest);
  }

  /** A snapshot's name without a time means the newest build that has the file (W-025). */
  private AssetContent find(MavenFile file) throws IOException {
    if (!file.isOfNewestBuild()) {
      return access.repository().asset(file.coordinates(), file.name());
    }
    if (versions.isReadable(file.coordinates())) {
      for (BuildVersion build : versions.builds(file.of(), file.version())) {
        MavenFile wanted = file.of(build);
        if (versions.asset(wanted.coordinates(), wanted.name()).isPresent()) {
          return access.repository().asset(wanted.coordinates(), wanted.name());
        }
      }
    }
    throw new ProtocolException(404, file.name() + ": no build has it");
  }

  private ProtocolResponse metadata(LayoutPath.Metadata path, @Nullable ChecksumKind checksum)
      throws IOException {
    byte[] document =
        stored(path)
            .map(MetadataWriter::write)
            .orElseThrow(() -> new ProtocolException(404, "no maven-metadata.xml here"));
    if (checksum != null) {
      return ProtocolResponse.text(200, checksum.of(document));
    }
    ProtocolResponse answer = ProtocolResponse.of(200, "application/xml", document);
    for (ChecksumKind kind : ChecksumKind.values()) {
      answer = answer.with(kind.header(), kind.of(document));
    }
    return answer;
  }

  /** A folder can be an artifact's and a group's, and has what it is of both then (W-013). */
  private Optional<MavenMetadata> stored(LayoutPath.Metadata path) throws IOException {
    StoredMetadata metadata = new StoredMetadata(versions);
    @Nullable PackageCoordinates artifact = path.artifact().orElse(null);
    if (artifact != null && path.isOfSnapshot()) {
      access.require(RepositoryRight.READ, artifact);
      return metadata.ofSnapshot(artifact, path.version());
    }
    List<MavenMetadata.Plugin> plugins =
        path.group().isEmpty() ? List.of() : metadata.plugins(path.group().get(), this::isReadable);
    if (plugins.isEmpty()) {
      access.require(RepositoryRight.READ, artifact);
    }
    Optional<MavenMetadata> ofArtifact =
        artifact == null || !isReadable(artifact) ? Optional.empty() : seen(metadata, artifact);
    return plugins.isEmpty()
        ? ofArtifact
        : Optional.of(
            ofArtifact
                .map(found -> found.withPlugins(plugins))
                .orElseGet(() -> MavenMetadata.ofPlugins(plugins)));
  }

  private Optional<MavenMetadata> seen(StoredMetadata metadata, PackageCoordinates artifact)
      throws IOException {
    if (access.client().isEmpty()) {
      return metadata.ofArtifact(artifact);
    }
    try {
      return metadata.ofArtifact(artifact, access.client().get().versions(artifact));
    } catch (ArtifactException e) {
      if (e.kind() != ArtifactException.Kind.NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private boolean isReadable(PackageCoordinates artifact) {
    try {
      access.require(RepositoryRight.READ, artifact);
      return true;
    } catch (ProtocolException refused) {
      return false;
    }
  }

  private static String type(String extension) {
    String last = extension.substring(extension.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(last, "application/octet-stream");
  }
}
