package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.PackageProtocol;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import java.io.IOException;
import java.util.Optional;

/**
 * Maven's repository layout: GET and PUT of files, metadata and checksums.
 *
 * <pre>{@code
 * FormatEndpoint endpoint = FormatEndpoint.builder(new MavenProtocol()).build();
 * }</pre>
 *
 * <p>Files need {@link RepositoryRight#PUBLISH}, metadata {@link RepositoryRight#METADATA}.
 */
public final class MavenProtocol implements PackageProtocol {

  /** The protocol. Holds nothing. */
  public MavenProtocol() {}

  @Override
  public PackageFormat format() {
    return PackageFormat.MAVEN;
  }

  @Override
  public ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    boolean isGet = request.method().equals("GET");
    Optional<LayoutPath> path = LayoutPath.parse(request.segments());
    if (path.isEmpty() || (!isGet && !request.method().equals("PUT"))) {
      access.require(isGet ? RepositoryRight.READ : RepositoryRight.PUBLISH, null);
      throw refused(request, isGet);
    }
    return isGet
        ? new Downloads(access).answer(path.get())
        : new Deployments(access).answer(path.get(), request);
  }

  private static ProtocolException refused(ProtocolRequest request, boolean isGet) {
    if (isGet) {
      return new ProtocolException(404, "no such file");
    }
    return request.method().equals("PUT")
        ? new ProtocolException(
            400,
            "the path is not of Maven's layout; allowed: group/artifact/version/artifact-version"
                + "[-classifier].extension")
        : ProtocolException.methodNotAllowed(request.method(), "GET, HEAD, PUT");
  }

  @Override
  public ProtocolResponse refusal(ProtocolRequest request, int status, String message) {
    return ProtocolResponse.text(status, message + "\n");
  }
}
