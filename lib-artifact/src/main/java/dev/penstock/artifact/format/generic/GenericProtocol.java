package dev.penstock.artifact.format.generic;

import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.PublishResult;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.PackageProtocol;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Assets of generic packages at {@code /{namespace}/{name}/{version}/{asset}} (W-109).
 *
 * <pre>{@code
 * curl -T app.zip -H "x-amz-content-sha256: $(sha256sum app.zip | cut -c-64)" \
 *     https://packages.example/generic/main/acme/app/1.4.0/app.zip
 * }</pre>
 *
 * <p>PUT publishes; with the query {@code unfinished} the version waits for more assets. Its
 * headers {@code x-amz-content-sha256}, {@code X-Checksum-Sha256}, {@code X-Checksum-Sha1} and
 * {@code X-Checksum-Md5} are the digests that the bytes must have; others are refused with 400. GET
 * reads an asset, and of a path with a slash at its end lists what is below: packages, versions or
 * assets, as JSON, in pages by the queries {@code max-results} and {@code next-token}.
 */
public final class GenericProtocol implements PackageProtocol {
  private static final String DIGEST = "x-amz-content-sha256";

  /** The protocol. Holds nothing. */
  public GenericProtocol() {}

  @Override
  public PackageFormat format() {
    return PackageFormat.GENERIC;
  }

  @Override
  public ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    List<String> parts = request.segments();
    boolean isList = parts.get(parts.size() - 1).isEmpty();
    return switch (request.method()) {
      case "GET" -> isList ? new GenericListing(request, access).answer() : get(parts, access);
      case "PUT" -> put(request, access);
      default -> {
        access.require(RepositoryRight.READ, null);
        throw ProtocolException.methodNotAllowed(
            request.method(), isList ? "GET, HEAD" : "GET, HEAD, PUT");
      }
    };
  }

  private static ProtocolResponse get(List<String> parts, RepositoryAccess access)
      throws IOException {
    if (parts.size() != 4) {
      access.require(RepositoryRight.READ, null);
      throw new ProtocolException(404, "no such asset");
    }
    PackageCoordinates coordinates = PackageCoordinates.generic(parts.get(0), parts.get(1));
    access.require(RepositoryRight.READ, coordinates);
    AssetContent found = access.repository().asset(coordinates.version(parts.get(2)), parts.get(3));
    return ProtocolResponse.asset("application/octet-stream", found)
        .with(DIGEST, found.asset().checksums().sha256());
  }

  private static ProtocolResponse put(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    List<String> parts = request.segments();
    if (parts.size() != 4) {
      access.require(RepositoryRight.PUBLISH, null);
      throw new ProtocolException(400, "a path is /namespace/name/version/asset");
    }
    PackageCoordinates coordinates = PackageCoordinates.generic(parts.get(0), parts.get(1));
    access.require(RepositoryRight.PUBLISH, coordinates);
    VersionCoordinates version = coordinates.version(parts.get(2));
    PublishRequest publish = PublishRequest.of(version, parts.get(3));
    ClientChecksums checksums = ClientChecksums.of(request);
    Optional<String> digest = checksums.sha256();
    if (digest.isPresent()) {
      publish = publish.expecting(new Digest(digest.get()));
    }
    if (request.query("unfinished").filter(value -> !value.equals("false")).isPresent()) {
      publish = publish.unfinished();
    }
    PublishResult result = access.repository().publish(publish, checksums.checked(request.body()));
    return ProtocolResponse.json(result.isChanged() ? 201 : 200, GenericListing.published(result))
        .with(DIGEST, result.asset().checksums().sha256());
  }

  @Override
  public ProtocolResponse refusal(ProtocolRequest request, int status, String message) {
    return ProtocolResponse.json(status, GenericListing.refusal(message));
  }
}
