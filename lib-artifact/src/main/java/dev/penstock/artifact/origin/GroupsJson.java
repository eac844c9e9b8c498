package dev.penstock.artifact.origin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.Restriction.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Package groups and origin controls as JSON that a person can read. Format 1. */
final class GroupsJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private GroupsJson() {}

  static String write(PackageGroups groups) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    ObjectNode all = root.putObject("groups");
    for (PackageGroup group : groups.all()) {
      ObjectNode node = all.putObject(group.pattern().toString());
      node.put("contactInfo", group.contactInfo());
      node.put("description", group.description());
      group
          .restrictions()
          .forEach(
              (type, restriction) -> {
                ObjectNode said = node.putObject(type.name());
                said.put("mode", restriction.mode().name());
                if (!restriction.repositories().isEmpty()) {
                  ArrayNode repositories = said.putArray("repositories");
                  restriction.repositories().forEach(repositories::add);
                }
              });
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  static PackageGroups readGroups(String text) throws IOException {
    try {
      List<PackageGroup> all = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : root(text).required("groups").properties()) {
        JsonNode node = entry.getValue();
        Map<OriginType, Restriction> restrictions = new EnumMap<>(OriginType.class);
        for (OriginType type : OriginType.values()) {
          restrictions.put(type, restriction(node.required(type.name())));
        }
        all.add(
            new PackageGroup(
                PackagePattern.parse(entry.getKey()),
                node.required("contactInfo").asText(),
                node.required("description").asText(),
                restrictions));
      }
      return PackageGroups.ALLOWING.withAll(all);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("the package groups in the catalogue are unreadable", e);
    }
  }

  private static Restriction restriction(JsonNode node) {
    SortedSet<String> repositories = new TreeSet<>();
    node.path("repositories").forEach(name -> repositories.add(name.asText()));
    return new Restriction(Mode.valueOf(node.required("mode").asText()), repositories);
  }

  static String write(OriginControls controls) {
    return "{\"format\" : "
        + FORMAT
        + ", \"publish\" : \""
        + controls.publish()
        + "\", \"upstream\" : \""
        + controls.upstream()
        + "\"}\n";
  }

  static OriginControls readControls(String text) throws IOException {
    try {
      JsonNode root = root(text);
      return new OriginControls(
          Control.valueOf(root.required("publish").asText()),
          Control.valueOf(root.required("upstream").asText()));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("the origin controls in the catalogue are unreadable", e);
    }
  }

  private static JsonNode root(String text) throws IOException {
    JsonNode root = JSON.readTree(text);
    int format = root.path("format").asInt();
    if (format != FORMAT) {
      throw new IOException(
          "origin settings of format "
              + format
              + "; allowed: "
              + FORMAT
              + "; a newer release wrote it");
    }
    return root;
  }
}
