package dev.penstock.artifact.format;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.Repository;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A protocol with one answer, or with a storage that fails. */
final class Fixed implements PackageProtocol {
  private final @Nullable ProtocolResponse answer;

  Fixed(@Nullable ProtocolResponse answer) {
    this.answer = answer;
  }

  static ProtocolResponse ask(FormatEndpoint endpoint, String... headers) {
    ProtocolRequest.Builder request =
        ProtocolRequest.builder("GET", "/x", URI.create("http://packages.example"));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return endpoint.serve(
        request.build(),
        new RepositoryAccess() {
          @Override
          public Repository repository() {
            throw new IllegalStateException("not asked for");
          }

          @Override
          public void require(RepositoryRight right, @Nullable PackageCoordinates coordinates) {}
        });
  }

  @Override
  public PackageFormat format() {
    return PackageFormat.GENERIC;
  }

  @Override
  public ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    if (answer == null) {
      throw new IOException("/secret/disk");
    }
    return answer;
  }

  @Override
  public ProtocolResponse refusal(ProtocolRequest request, int status, String message) {
    return ProtocolResponse.text(status, message);
  }
}
