package dev.penstock.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A version's metadata within its record. What it does not say is not written. */
final class MetadataJson {
  private static final String NAME = "metadata";

  private MetadataJson() {}

  static void write(VersionMetadata metadata, ObjectNode record) {
    if (metadata.equals(VersionMetadata.EMPTY)) {
      return;
    }
    ObjectNode node = record.putObject(NAME);
    put(node, "displayName", metadata.displayName());
    put(node, "summary", metadata.summary());
    put(node, "homePage", metadata.homePage());
    put(node, "sourceCodeRepository", metadata.sourceCodeRepository());
    if (!metadata.licenses().isEmpty()) {
      ArrayNode licenses = node.putArray("licenses");
      for (License license : metadata.licenses()) {
        ObjectNode one = licenses.addObject();
        put(one, "name", license.name());
        put(one, "url", license.url());
      }
    }
    if (!metadata.dependencies().isEmpty()) {
      ArrayNode dependencies = node.putArray("dependencies");
      for (Dependency dependency : metadata.dependencies()) {
        ObjectNode one = dependencies.addObject();
        put(one, "type", dependency.type());
        put(one, "namespace", dependency.namespace());
        put(one, "name", dependency.name());
        put(one, "requirement", dependency.requirement());
      }
    }
  }

  private static void put(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  static VersionMetadata read(JsonNode record) {
    JsonNode node = record.get(NAME);
    if (node == null) {
      return VersionMetadata.EMPTY;
    }
    List<License> licenses = new ArrayList<>();
    for (JsonNode one : node.path("licenses")) {
      licenses.add(new License(text(one, "name"), text(one, "url")));
    }
    List<Dependency> dependencies = new ArrayList<>();
    for (JsonNode one : node.path("dependencies")) {
      dependencies.add(
          new Dependency(
              text(one, "type"),
              text(one, "namespace"),
              text(one, "name"),
              text(one, "requirement")));
    }
    return new VersionMetadata(
        text(node, "displayName"),
        text(node, "summary"),
        text(node, "homePage"),
        text(node, "sourceCodeRepository"),
        licenses,
        dependencies);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }
}
