package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import java.io.IOException;
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
    AssetContent found = find(file);
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
        artifact == null || !isReadable(artifact)
            ? Optional.empty()
            : metadata.ofArtifact(artifact);
    return plugins.isEmpty()
        ? ofArtifact
        : Optional.of(
            ofArtifact
                .map(found -> found.withPlugins(plugins))
                .orElseGet(() -> MavenMetadata.ofPlugins(plugins)));
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
