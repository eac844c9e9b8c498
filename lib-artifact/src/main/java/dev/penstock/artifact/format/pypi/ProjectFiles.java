package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.format.pypi.SourceFiles.SourceFile;
import dev.penstock.artifact.upstream.ClientPackage;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.UpstreamUnavailableException;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the files of a project that clients may choose from. */
final class ProjectFiles {
  private static final Comparator<ProjectFile> ORDER =
      Comparator.comparing(ProjectFile::version).thenComparing(ProjectFile::name);

  private final ProtocolRequest request;
  private final ProjectName project;
  private final List<ProjectFile> files = new ArrayList<>();

  private ProjectFiles(ProtocolRequest request, ProjectName project) {
    this.request = request;
    this.project = project;
  }

  /** Reads a document of a version. */
  @FunctionalInterface
  private interface Documents {
    Optional<InputStream> open(String document) throws IOException;
  }

  /** Those of a repository itself. */
  static List<ProjectFile> in(Repository repository, ProtocolRequest request, ProjectName project)
      throws IOException {
    ProjectFiles all = new ProjectFiles(request, project);
    for (VersionDescription version :
        WholeList.versions(repository, PypiProtocol.coordinates(project))) {
      VersionCoordinates coordinates = version.coordinates();
      Optional<Version> parsed = VersionScheme.PYPI.tryParse(coordinates.version());
      if (version.status() == VersionStatus.PUBLISHED && parsed.isPresent()) {
        Documents documents =
            name -> {
              Optional<AssetContent> found = repository.document(coordinates, name);
              return found.isEmpty() ? Optional.empty() : Optional.of(found.get().open());
            };
        for (Asset asset : WholeList.assets(repository, coordinates)) {
          all.add(
              parsed.get(),
              asset.name(),
              asset.checksums().sha256(),
              OptionalLong.of(asset.size()),
              facts(documents, asset.name()).orElse(FileFacts.NONE),
              version.marks().get(PypiProtocol.YANKED));
        }
      }
    }
    all.files.sort(ORDER);
    return all.files;
  }

  /**
   * Those of a package as it is seen through upstreams. Versions of which only a source knows that
   * cannot be asked are left out, unless no others are there.
   */
  static List<ProjectFile> of(ClientPackage found, ProtocolRequest request, ProjectName project)
      throws IOException {
    ProjectFiles all = new ProjectFiles(request, project);
    @Nullable UpstreamUnavailableException unavailable = null;
    for (ClientVersion version : found.versions().versions().values()) {
      Optional<Version> parsed = VersionScheme.PYPI.tryParse(version.version());
      try {
        if (parsed.isPresent()) {
          all.add(found, version, parsed.get());
        }
      } catch (UpstreamUnavailableException e) {
        unavailable = e;
      }
    }
    if (all.files.isEmpty() && unavailable != null) {
      throw unavailable;
    }
    all.files.sort(ORDER);
    return all.files;
  }

  private void add(ClientPackage found, ClientVersion version, Version parsed) throws IOException {
    Documents documents = name -> found.document(version.version(), name);
    Map<String, SourceFile> told = new TreeMap<>();
    Optional<InputStream> source = documents.open(SourceFiles.DOCUMENT);
    if (source.isPresent()) {
      try (InputStream in = source.get()) {
        SourceFiles.read(in).forEach(file -> told.put(file.name(), file));
      }
    }
    String yanked = version.marks().get(PypiProtocol.YANKED);
    boolean isHeld = version.connection().isEmpty();
    for (SourceAsset asset : isHeld ? found.assets(version.version()) : List.<SourceAsset>of()) {
      @Nullable SourceFile known = told.remove(asset.name());
      FileFacts facts =
          facts(documents, asset.name()).orElse(known == null ? FileFacts.NONE : known.facts());
      String sha256 = asset.digests().getOrDefault("SHA-256", "");
      add(parsed, asset.name(), sha256, asset.size(), facts, yanked);
    }
    for (SourceFile file : told.values()) {
      String reason = yanked != null || isHeld ? yanked : file.yanked();
      add(parsed, file.name(), file.sha256(), file.size(), file.facts(), reason);
    }
  }

  private void add(
      Version version,
      String file,
      String sha256,
      OptionalLong size,
      FileFacts facts,
      @Nullable String yanked) {
    VersionCoordinates coordinates = PypiProtocol.coordinates(project).version(version.toString());
    String url = PypiProtocol.url(request, coordinates, file);
    files.add(new ProjectFile(version, file, url, sha256, size, facts, yanked));
  }

  private static Optional<FileFacts> facts(Documents documents, String file) throws IOException {
    Optional<InputStream> found = documents.open(FileFacts.document(file));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get()) {
      return Optional.of(FileFacts.read(in));
    }
  }
}
