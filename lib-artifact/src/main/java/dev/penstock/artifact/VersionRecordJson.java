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
    Instant changed = record.changedTime();
    if (changed != null) {
      root.put("changedTime", changed.toString());
    }
    MetadataJson.write(record.metadata(), root);
    if (!record.marks().isEmpty()) {
      ObjectNode marks = root.putObject("marks");
      record.marks().forEach(marks::put);
    }
    if (!record.documents().isEmpty()) {
      write(record.documents(), root.putObject("documents"));
    }
    write(record.assets(), root.putObject("assets"));
    TrailJson.write(record.trail(), root);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  static void write(SortedMap<String, Asset> files, ObjectNode into) {
    for (Asset file : files.values()) {
      ObjectNode node = into.putObject(file.name());
      node.put("size", file.size());
      file.checksums().byAlgorithm().forEach(node::put);
    }
  }

  /** Refuses what a newer release wrote. */
  static void requireFormat(String subject, JsonNode root, int known) throws IOException {
    int format = root.path("format").asInt();
    if (format != known) {
      throw new IOException(
          subject
              + ": its record has format "
              + format
              + "; allowed: "
              + known
              + "; a newer release wrote it");
    }
  }

  static VersionRecord read(VersionCoordinates coordinates, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      requireFormat(coordinates.toString(), root, FORMAT);
      JsonNode origin = root.required("origin");
      return new VersionRecord(
          VersionStatus.of(root.required("status").asText()),
          new Origin(
              Origin.Type.valueOf(origin.required("type").asText()),
              origin.required("entryPoint").asText()),
          time(root, "publishedTime"),
          time(root, "changedTime"),
          MetadataJson.read(root),
          texts(root.path("marks")),
          files(root.path("documents")),
          files(root.required("assets")),
          TrailJson.read(root));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(coordinates + ": its record in the catalogue is unreadable", e);
    }
  }

  private static @Nullable Instant time(JsonNode root, String name) {
    JsonNode node = root.get(name);
    return node == null ? null : Instant.parse(node.asText());
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  static SortedMap<String, Asset> files(JsonNode node) {
    SortedMap<String, Asset> files = new TreeMap<>();
    node.properties()
        .forEach(entry -> files.put(entry.getKey(), asset(entry.getKey(), entry.getValue())));
    return files;
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
