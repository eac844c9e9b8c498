package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A domain or a repository as the catalogue keeps it. Format 1.
 *
 * @param administrator the account that made it
 * @param description what it is for
 * @param repositories how many repositories a domain has; 0 for a repository
 * @param isLeaving whether it is being deleted
 */
record DomainRecord(
    Instant createdTime,
    String administrator,
    String description,
    int repositories,
    boolean isLeaving,
    SortedMap<String, String> tags) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  DomainRecord {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  static DomainRecord created(Instant time, String administrator, String description) {
    return new DomainRecord(time, administrator, description, 0, false, new TreeMap<>());
  }

  DomainRecord withDescription(String next) {
    return new DomainRecord(createdTime, administrator, next, repositories, isLeaving, tags);
  }

  DomainRecord withRepositories(int next) {
    return new DomainRecord(createdTime, administrator, description, next, isLeaving, tags);
  }

  DomainRecord withTags(SortedMap<String, String> next) {
    return new DomainRecord(createdTime, administrator, description, repositories, isLeaving, next);
  }

  DomainRecord leaving() {
    return new DomainRecord(createdTime, administrator, description, repositories, true, tags);
  }

  String write() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("createdTime", createdTime.toString());
    root.put("administrator", administrator);
    root.put("description", description);
    root.put("repositories", repositories);
    root.put("leaving", isLeaving);
    ObjectNode all = root.putObject("tags");
    tags.forEach(all::put);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  static DomainRecord read(CatalogueKey key, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      VersionRecordJson.requireFormat(key.toString(), root, FORMAT);
      SortedMap<String, String> tags = new TreeMap<>();
      root.path("tags")
          .properties()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      return new DomainRecord(
          Instant.parse(root.required("createdTime").asText()),
          root.required("administrator").asText(),
          root.required("description").asText(),
          root.required("repositories").asInt(),
          root.required("leaving").asBoolean(),
          tags);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(key + ": its record in the catalogue is unreadable", e);
    }
  }
}
