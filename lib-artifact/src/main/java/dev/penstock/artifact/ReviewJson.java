package dev.penstock.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Review.State;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A review as a document of the catalogue. Format 1. */
final class ReviewJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  private ReviewJson() {}

  static String write(Review review) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("state", review.state().name());
    root.put("by", review.by());
    root.put("reason", review.reason());
    root.put("revision", review.revision());
    review.assets().ifPresent(assets -> root.put("assets", assets.hex()));
    root.put("time", review.time().toString());
    return JSON.writeValueAsString(root) + "\n";
  }

  static Review read(VersionCoordinates version, String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      VersionRecordJson.requireFormat("review of " + version, root, FORMAT);
      return new Review(
          version,
          State.valueOf(root.required("state").asText()),
          root.required("by").asText(),
          root.required("reason").asText(),
          root.required("revision").asText(),
          Optional.ofNullable(root.get("assets")).map(node -> new Digest(node.asText())),
          Instant.parse(root.required("time").asText()));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("review of " + version + ": its record is unreadable", e);
    }
  }
}
