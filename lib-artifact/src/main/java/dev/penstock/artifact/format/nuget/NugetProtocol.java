package dev.penstock.artifact.format.nuget;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionChangeResult;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.PackageProtocol;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.listing.WholeList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * NuGet's third protocol: service index, push, flat container, registrations and search (W-097 to
 * W-108).
 *
 * <pre>{@code
 * PackageProtocol nuget = new NugetProtocol();
 * // dotnet nuget push Acme.Lib.1.0.0.nupkg --source https://packages.example/nuget/main/v3/index.json
 * }</pre>
 */
public final class NugetProtocol implements PackageProtocol {
  private static final String V3 = "v3";
  private static final String INDEX = "index.json";
  private static final String JSON = ".json";

  /** Where pushes may go beside the address that the service index names; as old clients do. */
  private static final List<List<String>> PUSHES =
      List.of(List.of(), List.of(V3, INDEX), List.of("api", "v2", "package"), List.of(INDEX));

  /** Makes the protocol, which has no state. */
  public NugetProtocol() {}

  @Override
  public PackageFormat format() {
    return PackageFormat.NUGET;
  }

  @Override
  public ProtocolResponse handle(ProtocolRequest request, RepositoryAccess access)
      throws IOException {
    List<String> path = new ArrayList<>(request.segments());
    if (path.get(path.size() - 1).isEmpty()) {
      path.remove(path.size() - 1);
    }
    List<String> published = published(path);
    boolean isPush = published.isEmpty() && isPublishing(path);
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request, access, path);
      case "PUT" -> {
        if (!isPush) {
          throw notAllowed(request);
        }
        yield new Push(request, access).run();
      }
      case "DELETE" -> change(request, access, published, VersionStatus.UNLISTED);
      case "POST" -> change(request, access, published, VersionStatus.PUBLISHED);
      default -> throw notAllowed(request);
    };
  }

  private static boolean isPublishing(List<String> path) {
    return PUSHES.contains(path) || path.equals(List.of(V3, ServiceIndex.PUBLISH));
  }

  /** Id and version behind the address for pushes; empty if that is all, or another one. */
  private static List<String> published(List<String> path) {
    int behind = path.size() - 2;
    return behind >= 0 && !isPublishing(path) && isPublishing(path.subList(0, behind))
        ? path.subList(behind, path.size())
        : List.of();
  }

  private static ProtocolException notAllowed(ProtocolRequest request) {
    return new ProtocolException(
        405,
        request.method()
            + " of "
            + request.path()
            + "; allowed: GET and HEAD, PUT to "
            + ServiceIndex.PUBLISH
            + ", DELETE and POST of a version below it");
  }

  private static ProtocolException notFound(ProtocolRequest request) {
    return new ProtocolException(404, request.path() + ": not in this repository");
  }

  @Override
  public ProtocolResponse refusal(ProtocolRequest request, int status, String message) {
    return ProtocolResponse.text(status, message + "\n");
  }

  private static ProtocolResponse change(
      ProtocolRequest request, RepositoryAccess access, List<String> published, VersionStatus to)
      throws IOException {
    if (published.isEmpty()) {
      throw notAllowed(request);
    }
    PackageId id = PackageId.of(published.get(0)).orElse(null);
    access.require(RepositoryRight.STATUS, id == null ? null : id.coordinates());
    VersionText version = VersionText.of(published.get(1)).orElse(null);
    if (id == null || version == null) {
      throw notFound(request);
    }
    NugetVersions.Known known =
        NugetVersions.in(access.repository(), id.coordinates()).stream()
            .filter(one -> one.text().equals(version.lower()))
            .findFirst()
            .orElseThrow(() -> notFound(request));
    VersionChange change =
        VersionChange.of(known.text())
            .expecting(known.isListed() ? VersionStatus.PUBLISHED : VersionStatus.UNLISTED);
    VersionChangeResult result = access.repository().updateStatus(id.coordinates(), change, to);
    if (!result.failed().isEmpty()) {
      throw new ProtocolException(409, id + " " + version + " has just been changed; try again");
    }
    return ProtocolResponse.empty(to == VersionStatus.UNLISTED ? 204 : 200);
  }

  private static ProtocolResponse read(
      ProtocolRequest request, RepositoryAccess access, List<String> path) throws IOException {
    String root = request.base() + "/" + V3 + "/";
    NugetAddresses addresses = new NugetAddresses(root);
    String resource = path.size() > 1 && path.get(0).equals(V3) ? path.get(1) : "";
    if (path.equals(List.of(V3, INDEX)) || path.equals(List.of(INDEX))) {
      access.require(RepositoryRight.READ, null);
      return json(ServiceIndex.write(root));
    }
    if (path.size() == 2 && resource.equals(ServiceIndex.SEARCH)) {
      access.require(RepositoryRight.LIST, null);
      return json(new Search(access.repository(), addresses, request).packages());
    }
    if (path.size() == 2 && resource.equals(ServiceIndex.AUTOCOMPLETE)) {
      access.require(RepositoryRight.LIST, null);
      return json(
          new Search(access.repository(), addresses, request).completions(request.query("id")));
    }
    PackageId id = path.size() > 2 ? PackageId.of(path.get(2)).orElse(null) : null;
    access.require(RepositoryRight.READ, id == null ? null : id.coordinates());
    Optional<ProtocolResponse> found = Optional.empty();
    if (id != null && path.size() > 3) {
      List<String> rest = path.subList(3, path.size());
      found =
          resource.equals(ServiceIndex.FLAT)
              ? flat(access, id, rest)
              : registration(request, access, addresses, id, rest);
    }
    return found.orElseThrow(() -> notFound(request));
  }

  private static ProtocolResponse json(byte[] bytes) {
    return WholeList.document("application/json", bytes);
  }

  private static Optional<ProtocolResponse> flat(
      RepositoryAccess access, PackageId id, List<String> rest) throws IOException {
    FlatContainer flat = new FlatContainer(access, id);
    if (rest.equals(List.of(INDEX))) {
      return flat.versions();
    }
    Optional<VersionText> version = VersionText.of(rest.get(0));
    return rest.size() == 2 && version.isPresent()
        ? flat.file(version.get(), rest.get(1))
        : Optional.empty();
  }

  private static Optional<ProtocolResponse> registration(
      ProtocolRequest request,
      RepositoryAccess access,
      NugetAddresses addresses,
      PackageId id,
      List<String> rest)
      throws IOException {
    Optional<Hive> hive = Hive.of(request.segments().get(1));
    String last = rest.get(rest.size() - 1);
    if (hive.isEmpty() || !last.endsWith(JSON)) {
      return Optional.empty();
    }
    Registrations all = new Registrations(access, addresses, hive.get(), id);
    Optional<VersionText> named = VersionText.of(last.substring(0, last.length() - JSON.length()));
    Optional<byte[]> found = Optional.empty();
    if (rest.equals(List.of(INDEX))) {
      found = all.index();
    } else if (rest.size() == 1 && named.isPresent()) {
      found = all.version(named.get());
    } else if (rest.size() == 3 && rest.get(0).equals("page") && named.isPresent()) {
      Optional<VersionText> lower = VersionText.of(rest.get(1));
      if (lower.isPresent()) {
        found = all.page(lower.get().version(), named.get().version());
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(encoded(request, hive.get(), found.get()));
  }

  /** Compresses what its hive says is compressed, for clients that can read that (W-102). */
  private static ProtocolResponse encoded(ProtocolRequest request, Hive hive, byte[] bytes)
      throws IOException {
    if (!hive.isCompressed()) {
      return json(bytes);
    }
    boolean isAccepted =
        request.headers("Accept-Encoding").stream()
            .flatMap(header -> Stream.of(header.toLowerCase(Locale.ROOT).split(",")))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(coding -> coding.matches("gzip(;q=(1|0\\.0*[1-9]).*)?"));
    if (!isAccepted) {
      return json(bytes).with("Vary", "Accept-Encoding");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return json(out.toByteArray()).with("Vary", "Accept-Encoding").with("Content-Encoding", "gzip");
  }
}
