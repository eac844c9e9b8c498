package dev.penstock.artifact.format.generic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.PublishResult;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What is below a path, as JSON in the words of the service. */
final class GenericListing {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProtocolRequest request;
  private final RepositoryAccess access;

  GenericListing(ProtocolRequest request, RepositoryAccess access) {
    this.request = request;
    this.access = access;
  }

  ProtocolResponse answer() throws IOException {
    List<String> parts = request.segments();
    return switch (parts.size()) {
      case 1 -> packages(PackageQuery.ALL);
      case 2 -> packages(PackageQuery.ALL.withNamespace(parts.get(0)));
      case 3 -> versions(PackageCoordinates.generic(parts.get(0), parts.get(1)));
      case 4 -> assets(PackageCoordinates.generic(parts.get(0), parts.get(1)), parts.get(2));
      default -> {
        access.require(RepositoryRight.READ, null);
        throw new ProtocolException(404, "nothing is listed here");
      }
    };
  }

  private PageRequest page() {
    int most;
    try {
      most = Integer.parseInt(request.query("max-results").orElse("100"));
    } catch (NumberFormatException e) {
      throw new ProtocolException(400, "max-results is no number; allowed: 1 to 1000");
    }
    return new PageRequest(most, request.query("next-token").orElse(null));
  }

  private ProtocolResponse packages(PackageQuery query) throws IOException {
    access.require(RepositoryRight.LIST, null);
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("packages");
    Page<PackageCoordinates> page =
        access.repository().packages(query.withFormat(PackageFormat.GENERIC), page());
    for (PackageCoordinates found : page.items()) {
      list.addObject().put("namespace", found.namespace()).put("package", found.name());
    }
    return answer(root, page);
  }

  private ProtocolResponse versions(PackageCoordinates coordinates) throws IOException {
    access.require(RepositoryRight.READ, coordinates);
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("versions");
    Page<VersionDescription> page =
        access.repository().versions(coordinates, VersionQuery.ALL, page());
    for (VersionDescription found : page.items()) {
      describe(list.addObject(), found);
    }
    return answer(root, page);
  }

  private ProtocolResponse assets(PackageCoordinates coordinates, String version)
      throws IOException {
    access.require(RepositoryRight.READ, coordinates);
    ObjectNode root = JSON.createObjectNode();
    describe(root, access.repository().describe(coordinates.version(version)));
    ArrayNode list = root.putArray("assets");
    Page<Asset> page = access.repository().assets(coordinates.version(version), page());
    for (Asset found : page.items()) {
      describe(list.addObject(), found);
    }
    return answer(root, page);
  }

  private static ProtocolResponse answer(ObjectNode root, Page<?> page) {
    page.next().ifPresent(next -> root.put("nextToken", next.token()));
    return ProtocolResponse.json(200, bytes(root));
  }

  private static ObjectNode describe(ObjectNode node, VersionDescription version) {
    return node.put("version", version.coordinates().version())
        .put("status", version.status().toString())
        .put("revision", version.revision());
  }

  private static void describe(ObjectNode node, Asset asset) {
    node.put("name", asset.name()).put("size", asset.size());
    ObjectNode hashes = node.putObject("hashes");
    asset.checksums().byAlgorithm().forEach(hashes::put);
  }

  static byte[] published(PublishResult result) {
    PackageCoordinates of = result.version().coordinates().of();
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "generic").put("namespace", of.namespace()).put("package", of.name());
    root.put("version", result.version().coordinates().version());
    root.put("versionRevision", result.version().revision());
    root.put("status", result.version().status().toString());
    describe(root.putObject("asset"), result.asset());
    return bytes(root);
  }

  static byte[] refusal(String message) {
    return bytes(JSON.createObjectNode().put("message", message));
  }

  private static byte[] bytes(ObjectNode root) {
    try {
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
