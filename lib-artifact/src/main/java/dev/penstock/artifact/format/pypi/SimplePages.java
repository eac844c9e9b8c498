package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pages of the simple API, made from what the repository has at the moment. */
final class SimplePages {
  private final Repository repository;
  private final ProtocolRequest request;
  private final Accepted form;

  private SimplePages(Repository repository, ProtocolRequest request, Accepted form) {
    this.repository = repository;
    this.request = request;
    this.form = form;
  }

  /** Pages in the form that the client likes best; refuses with 406 if it likes none. */
  static SimplePages of(Repository repository, ProtocolRequest request) {
    Accepted form =
        Accepted.best(request.headers("Accept"))
            .orElseThrow(
                () ->
                    new ProtocolException(
                        406, "nothing that is accepted; allowed: " + Accepted.mediaTypes()));
    return new SimplePages(repository, request, form);
  }

  ProtocolResponse index() throws IOException {
    List<String> names = new ArrayList<>();
    VersionQuery listed = VersionQuery.ALL.withStatus(VersionStatus.PUBLISHED);
    for (PackageCoordinates found : WholeList.packages(repository, PackageFormat.PYPI)) {
      if (!repository.versions(found, listed, PageRequest.first(1)).items().isEmpty()) {
        names.add(found.name());
      }
    }
    return page(form == Accepted.JSON ? SimpleJson.index(names) : SimpleHtml.index(names));
  }

  /** A project's page; empty if no file of it is listed. */
  Optional<ProtocolResponse> project(ProjectName project) throws IOException {
    List<ProjectFile> files = files(project);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        page(
            form == Accepted.JSON
                ? SimpleJson.project(project, versions(files), files)
                : SimpleHtml.project(project, files)));
  }

  private ProtocolResponse page(byte[] bytes) {
    return WholeList.document(form.contentType(), bytes).with("Vary", "Accept");
  }

  private List<ProjectFile> files(ProjectName project) throws IOException {
    List<ProjectFile> files = new ArrayList<>();
    for (VersionDescription version :
        WholeList.versions(repository, PypiProtocol.coordinates(project))) {
      Optional<Version> parsed = VersionScheme.PYPI.tryParse(version.coordinates().version());
      if (version.status() == VersionStatus.PUBLISHED && parsed.isPresent()) {
        for (Asset asset : WholeList.assets(repository, version.coordinates())) {
          files.add(file(version, parsed.get(), asset));
        }
      }
    }
    files.sort(
        Comparator.comparing(ProjectFile::version).thenComparing(file -> file.asset().name()));
    return files;
  }

  private ProjectFile file(VersionDescription version, Version parsed, Asset asset)
      throws IOException {
    VersionCoordinates coordinates = version.coordinates();
    return new ProjectFile(
        parsed,
        asset,
        PypiProtocol.url(request, coordinates, asset.name()),
        facts(coordinates, asset.name()),
        version.marks().get(PypiProtocol.YANKED));
  }

  private FileFacts facts(VersionCoordinates version, String file) throws IOException {
    Optional<AssetContent> found = repository.document(version, FileFacts.document(file));
    if (found.isEmpty()) {
      return FileFacts.NONE;
    }
    try (InputStream in = found.get().open()) {
      return FileFacts.read(in);
    }
  }

  /** Each release once, however its version was spelled, as it is displayed. */
  private static List<String> versions(List<ProjectFile> files) {
    return files.stream()
        .map(ProjectFile::version)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(Version::normalized)
        .toList();
  }
}
