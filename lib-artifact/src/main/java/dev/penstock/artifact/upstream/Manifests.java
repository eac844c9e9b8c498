package dev.penstock.artifact.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source said about a version when its first asset was taken in. It is not asked again: what
 * the source changes later does not change what is kept here.
 */
final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private final Catalogue catalogue;
  private final CatalogueKey prefix;

  Manifests(Catalogue catalogue, String domain) {
    this.catalogue = catalogue;
    this.prefix = CatalogueKey.of("upstream-manifests", domain);
  }

  Optional<SourceVersion> find(String repository, String connection, VersionCoordinates version)
      throws IOException {
    Optional<String> text = catalogue.read(key(repository, connection, version));
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(text.get()));
  }

  /** How to keep a manifest in the same step as the version's record. */
  List<Change> keeping(
      String repository, String connection, VersionCoordinates version, SourceVersion manifest)
      throws IOException {
    CatalogueKey key = key(repository, connection, version);
    return List.of(new Change(key, catalogue.read(key).orElse(null), write(manifest)));
  }

  /** Of a repository that is gone. */
  void forget(String repository) throws IOException {
    for (CatalogueKey key : catalogue.keys(prefix.child(repository), null, Integer.MAX_VALUE)) {
      var unused = catalogue.replace(key, catalogue.read(key).orElse(null), null);
    }
  }

  private CatalogueKey key(String repository, String connection, VersionCoordinates version) {
    PackageCoordinates of = version.of();
    return prefix.child(
        repository, connection, of.format().id(), of.namespace(), of.name(), version.version());
  }

  private static String write(SourceVersion manifest) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("exhaustive", manifest.isExhaustive());
    manifest.publishedTime().ifPresent(time -> root.put("publishedTime", time.toString()));
    ArrayNode assets = root.putArray("assets");
    for (SourceAsset asset : manifest.assets()) {
      ObjectNode node = assets.addObject().put("name", asset.name());
      asset.size().ifPresent(size -> node.put("size", size));
      asset.digests().forEach(node.putObject("digests")::put);
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static SourceVersion parse(String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      int format = root.path("format").asInt();
      if (format != FORMAT) {
        throw new IOException("a manifest of format " + format + "; allowed: " + FORMAT);
      }
      List<SourceAsset> assets = new ArrayList<>();
      root.required("assets").forEach(node -> assets.add(asset(node)));
      @Nullable JsonNode time = root.get("publishedTime");
      return new SourceVersion(
          time == null ? Optional.empty() : Optional.of(Instant.parse(time.asText())),
          true,
          assets,
          root.required("exhaustive").asBoolean(),
          VersionMetadata.EMPTY,
          Map.of(),
          Map.of());
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("a manifest in the catalogue is unreadable", e);
    }
  }

  private static SourceAsset asset(JsonNode node) {
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.required("digests").properties()) {
      digests.put(entry.getKey(), entry.getValue().asText());
    }
    @Nullable JsonNode size = node.get("size");
    return new SourceAsset(
        node.required("name").asText(),
        size == null ? OptionalLong.empty() : OptionalLong.of(size.asLong()),
        digests);
  }
}
