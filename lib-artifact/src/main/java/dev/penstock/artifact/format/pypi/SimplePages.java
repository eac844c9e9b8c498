package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.upstream.ClientPackage;
import dev.penstock.artifact.upstream.ClientRepository;
import dev.penstock.artifact.upstream.StaleWarning;
import dev.penstock.artifact.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pages of the simple API, made from what the repository has at the moment. */
final class SimplePages {
  private final RepositoryAccess access;
  private final ProtocolRequest request;
  private final Accepted form;

  private SimplePages(RepositoryAccess access, ProtocolRequest request, Accepted form) {
    this.access = access;
    this.request = request;
    this.form = form;
  }

  /** Pages in the form that the client likes best; refuses with 406 if it likes none. */
  static SimplePages of(RepositoryAccess access, ProtocolRequest request) {
    Accepted form =
        Accepted.best(request.headers("Accept"))
            .orElseThrow(
                () ->
                    new ProtocolException(
                        406, "nothing that is accepted; allowed: " + Accepted.mediaTypes()));
    return new SimplePages(access, request, form);
  }

  ProtocolResponse index() throws IOException {
    Repository repository = access.repository();
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
    Optional<ClientRepository> client = access.client();
    if (client.isEmpty()) {
      List<ProjectFile> files = ProjectFiles.in(access.repository(), request, project);
      return files.isEmpty() ? Optional.empty() : Optional.of(page(project, files));
    }
    ClientPackage found = client.get().open(PypiProtocol.coordinates(project));
    List<ProjectFile> files = ProjectFiles.of(found, request, project);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    ProtocolResponse page = page(project, files);
    for (StaleWarning warning : found.versions().warnings()) {
      page = page.with("Warning", "110 " + warning.connection() + " \"may be out of date\"");
    }
    return Optional.of(page);
  }

  private ProtocolResponse page(ProjectName project, List<ProjectFile> files) throws IOException {
    return page(
        form == Accepted.JSON
            ? SimpleJson.project(project, versions(files), files)
            : SimpleHtml.project(project, files));
  }

  private ProtocolResponse page(byte[] bytes) {
    return WholeList.document(form.contentType(), bytes).with("Vary", "Accept");
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
