package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;

/** What a build has fetched of a version, as a document of the catalogue. Format 1. */
final class FetchJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private FetchJson() {}

  static String write(Fetch fetch) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("revision", fetch.revision());
    root.put("time", fetch.time().toString());
    MetadataJson.write(VersionMetadata.EMPTY.withLicenses(fetch.licenses()), root);
    VersionRecordJson.write(fetch.assets(), root.putObject("assets"));
    return JSON.writeValueAsString(root) + "\n";
  }

  static Fetch read(String repository, VersionCoordinates version, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      VersionRecordJson.requireFormat("fetch of " + version, root, FORMAT);
      return new Fetch(
          repository,
          version,
          root.required("revision").asText(),
          MetadataJson.read(root).licenses(),
          VersionRecordJson.files(root.required("assets")),
          Instant.parse(root.required("time").asText()));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("fetch of " + version + ": its record is unreadable", e);
    }
  }
}
