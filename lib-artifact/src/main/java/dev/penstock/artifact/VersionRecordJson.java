package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.store.Checksums;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A version record as JSON that a person can read. Format 1. */
final class VersionRecordJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private VersionRecordJson() {}

  static String write(VersionRecord record) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("status", record.status().toString());
    root.put("revision", record.revision());
    root.putObject("origin")
        .put("type", record.origin().type().name())
        .put("entryPoint", record.origin().entryPoint());
    Instant published = record.publishedTime();
    if (published != null) {
      root.put("publishedTime", published.toString());
    }
    ObjectNode assets = root.putObject("assets");
    for (Asset asset : record.assets().values()) {
      ObjectNode node = assets.putObject(asset.name());
      node.put("size", asset.size());
      asset.checksums().byAlgorithm().forEach(node::put);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  static VersionRecord read(VersionCoordinates coordinates, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      int format = root.path("format").asInt();
      if (format != FORMAT) {
        throw new IOException(
            coordinates
                + ": its record has format "
                + format
                + "; allowed: "
                + FORMAT
                + "; a newer release wrote it");
      }
      SortedMap<String, Asset> assets = new TreeMap<>();
      root.required("assets")
          .properties()
          .forEach(entry -> assets.put(entry.getKey(), asset(entry.getKey(), entry.getValue())));
      JsonNode origin = root.required("origin");
      @Nullable JsonNode published = root.get("publishedTime");
      return new VersionRecord(
          VersionStatus.of(root.required("status").asText()),
          new Origin(
              Origin.Type.valueOf(origin.required("type").asText()),
              origin.required("entryPoint").asText()),
          published == null ? null : Instant.parse(published.asText()),
          assets);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(coordinates + ": its record in the catalogue is unreadable", e);
    }
  }

  private static Asset asset(String name, JsonNode node) {
    return new Asset(
        name,
        node.required("size").asLong(),
        new Checksums(
            node.required("MD5").asText(),
            node.required("SHA-1").asText(),
            node.required("SHA-256").asText(),
            node.required("SHA-512").asText()));
  }
}
