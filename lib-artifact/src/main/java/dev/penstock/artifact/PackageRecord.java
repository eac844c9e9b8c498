package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A package as the catalogue keeps it. Every change of one of its versions changes it too, so that
 * changes of a package exclude each other, whichever process makes them.
 *
 * @param sequence the number of its latest event; 0 before the first
 * @param tags tag to the version that it names
 */
record PackageRecord(long sequence, SortedMap<String, String> tags) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  PackageRecord {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /** A package that is new, or was deleted when its events had come to a number. */
  static PackageRecord created(long sequence) {
    return new PackageRecord(sequence, new TreeMap<>());
  }

  PackageRecord withSequence(long next) {
    return new PackageRecord(next, tags);
  }

  PackageRecord withTags(SortedMap<String, String> next) {
    return new PackageRecord(sequence, next);
  }

  String write() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("sequence", sequence);
    ObjectNode named = root.putObject("tags");
    tags.forEach(named::put);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  static PackageRecord read(PackageCoordinates coordinates, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      VersionRecordJson.requireFormat(coordinates.toString(), root, FORMAT);
      SortedMap<String, String> tags = new TreeMap<>();
      root.path("tags")
          .properties()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      return new PackageRecord(root.path("sequence").asLong(), tags);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(coordinates + ": its record in the catalogue is unreadable", e);
    }
  }
}
