package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.PackageProtocol;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.listing.WholeList;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Python's index: the simple API in HTML and JSON, metadata files, and the legacy upload (W-075 to
 * W-096).
 *
 * <pre>{@code
 * PackageProtocol pypi = new PypiProtocol(clock);
 * // pip install --index-url https://packages.example/pypi/main/simple/ acme-lib
 * // twine upload --repository-url https://packages.example/pypi/main/ dist/*
 * }</pre>
 */
public final class PypiProtocol implements PackageProtocol {

  /** The mark of a version that is yanked; its value is the reason, or an empty text. */
  public static final String YANKED = "yanked";

  private static final String SIMPLE = "simple";
  private static final String PACKAGES = "packages";
  private static final String LEGACY = "legacy";
  private static final List<String> BESIDE =
      List.of(FileFacts.metadata(""), FileFacts.signature(""), FileFacts.attestations(""));

  private final InstantSource clock;

  /**
   * The protocol.
   *
   * @param clock tells when files are uploaded
   */
  public PypiProtocol(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public PackageFormat format() {
    return PackageFormat.PYPI;
  }

  @Override
  public ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    List<String> path = request.segments();
    boolean isUpload = path.get(0).isEmpty() || isFolder(path, LEGACY);
    String allowed = isUpload ? "POST" : "GET, HEAD";
    if (!List.of(allowed.split(", ")).contains(request.method())) {
      throw new ProtocolException(
          405, request.method() + " of " + request.path() + "; allowed: " + allowed);
    }
    if (isUpload) {
      return new Upload(request, access, clock).run();
    }
    if (path.get(0).equals(SIMPLE)) {
      return simple(request, access);
    }
    if (path.get(0).equals(PACKAGES) && path.size() == 4) {
      return file(path, access);
    }
    access.require(RepositoryRight.READ, null);
    throw notFound(request.path());
  }

  private static boolean isFolder(List<String> path, String name) {
    return path.get(0).equals(name)
        && (path.size() == 1 || (path.size() == 2 && path.get(1).isEmpty()));
  }

  private static ProtocolException notFound(String what) {
    return new ProtocolException(404, what + ": not in this repository");
  }

  /** Twine, poetry and pip show the body as it is. */
  @Override
  public ProtocolResponse refusal(ProtocolRequest request, int status, String message) {
    return ProtocolResponse.text(status, message + "\n");
  }

  static PackageCoordinates coordinates(ProjectName project) {
    return new PackageCoordinates(PackageFormat.PYPI, "", project.text());
  }

  private static ProtocolResponse simple(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    List<String> path = request.segments();
    if (isFolder(path, SIMPLE)) {
      access.require(RepositoryRight.LIST, null);
      return path.size() == 1
          ? moved(request, SIMPLE + "/")
          : SimplePages.of(access, request).index();
    }
    String written = path.get(1);
    ProjectName project = ProjectName.of(written).orElse(null);
    access.require(RepositoryRight.READ, project == null ? null : coordinates(project));
    boolean isPage = path.size() == 3 && path.get(2).isEmpty();
    if (project == null || (path.size() != 2 && !isPage)) {
      throw notFound(request.path());
    }
    if (!isPage || !written.equals(project.text())) {
      return moved(request, SIMPLE + "/" + project + "/");
    }
    return SimplePages.of(access, request)
        .project(project)
        .orElseThrow(() -> notFound("project " + project));
  }

  private static ProtocolResponse moved(ProtocolRequest request, String path) {
    return ProtocolResponse.empty(301).with("Location", request.base() + "/" + path);
  }

  /** The address of a file, as pages give it out. */
  static String url(ProtocolRequest request, VersionCoordinates version, String file) {
    return request.base()
        + "/"
        + PACKAGES
        + "/"
        + version.of().name()
        + "/"
        + WholeList.segment(version.version())
        + "/"
        + WholeList.segment(file);
  }

  private static ProtocolResponse file(List<String> path, RepositoryAccess access)
      throws IOException {
    ProjectName project =
        ProjectName.of(path.get(1)).filter(name -> name.text().equals(path.get(1))).orElse(null);
    access.require(RepositoryRight.READ, project == null ? null : coordinates(project));
    String file = path.get(3);
    if (project == null || path.get(2).contains("/") || path.get(2).isEmpty() || file.isEmpty()) {
      throw notFound("file " + UploadForm.shown(file));
    }
    VersionCoordinates version = coordinates(project).version(path.get(2));
    if (FileName.parse(file).isPresent()) {
      return ServedFile.answer(access, version, file);
    }
    int end = file.lastIndexOf('.');
    String beside = end < 0 ? file : file.substring(0, end);
    String kind = end < 0 ? "" : file.substring(end).toLowerCase(Locale.ROOT);
    if (FileName.parse(beside).isEmpty() || !BESIDE.contains(kind)) {
      throw notFound("file " + UploadForm.shown(file));
    }
    return ServedFile.document(access, version, beside, beside + kind)
        .orElseThrow(() -> notFound("file " + UploadForm.shown(file)));
  }
}
