package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.VersionEvent.Changes;
import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.Instant;

/** An event that waits for its delivery, as JSON. Format 1. */
final class VersionEventJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private VersionEventJson() {}

  static String write(VersionEvent event) throws IOException {
    PackageCoordinates of = event.version().of();
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("domain", event.domain());
    root.put("domainOwner", event.domainOwner());
    root.put("repository", event.repository());
    root.put("administrator", event.administrator());
    root.put("resource", event.resource());
    root.put("packageFormat", of.format().id());
    root.put("namespace", of.namespace());
    root.put("name", of.name());
    root.put("version", event.version().version());
    root.put("status", event.status().toString());
    root.put("revision", event.revision());
    root.put("operation", event.operation().name());
    root.putObject("changes")
        .put("assetsAdded", event.changes().assetsAdded())
        .put("assetsRemoved", event.changes().assetsRemoved())
        .put("assetsUpdated", event.changes().assetsUpdated())
        .put("metadataUpdated", event.changes().isMetadataUpdated())
        .put("statusChanged", event.changes().isStatusChanged());
    root.put("sequence", event.sequence());
    root.put("time", event.time().toString());
    return JSON.writeValueAsString(root) + "\n";
  }

  static VersionEvent read(CatalogueKey key, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      VersionRecordJson.requireFormat(key.toString(), root, FORMAT);
      JsonNode changes = root.required("changes");
      return new VersionEvent(
          root.required("domain").asText(),
          root.required("domainOwner").asText(),
          root.required("repository").asText(),
          root.required("administrator").asText(),
          root.required("resource").asText(),
          new PackageCoordinates(
                  PackageFormat.of(root.required("packageFormat").asText()),
                  root.required("namespace").asText(),
                  root.required("name").asText())
              .version(root.required("version").asText()),
          VersionStatus.of(root.required("status").asText()),
          root.required("revision").asText(),
          Operation.valueOf(root.required("operation").asText()),
          new Changes(
              changes.required("assetsAdded").asInt(),
              changes.required("assetsRemoved").asInt(),
              changes.required("assetsUpdated").asInt(),
              changes.required("metadataUpdated").asBoolean(),
              changes.required("statusChanged").asBoolean()),
          root.required("sequence").asLong(),
          Instant.parse(root.required("time").asText()),
          VersionVerdict.ALLOW);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(key + ": an event in the catalogue is unreadable", e);
    }
  }
}
