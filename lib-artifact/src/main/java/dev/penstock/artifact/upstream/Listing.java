package dev.penstock.artifact.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A listing, and when the source said last that it is so. As JSON it outlives the process. */
record Listing(SourceListing value, Instant checkedAt) {

  /** Escapes, since a source may say half a surrogate pair, which no document may have. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int FORMAT = 1;

  boolean has(String version) {
    return value.versions().stream().anyMatch(listed -> listed.version().equals(version));
  }

  String write() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("checkedAt", checkedAt.toString());
    if (value.validator() != null) {
      root.put("validator", value.validator());
    }
    value.tags().forEach(root.putObject("tags")::put);
    ArrayNode versions = root.putArray("versions");
    for (Listed listed : value.versions()) {
      ObjectNode node = versions.addObject();
      node.put("version", listed.version());
      listed.publishedTime().ifPresent(time -> node.put("publishedTime", time.toString()));
      if (!listed.isListed()) {
        node.put("listed", false);
      }
      if (!listed.marks().isEmpty()) {
        listed.marks().forEach(node.putObject("marks")::put);
      }
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  static Listing read(String text) throws IOException {
    try {
      JsonNode root = JSON.readTree(text);
      int format = root.path("format").asInt();
      if (format != FORMAT) {
        throw new IOException("a listing of format " + format + "; allowed: " + FORMAT);
      }
      List<Listed> versions = new ArrayList<>();
      root.required("versions").forEach(node -> versions.add(listed(node)));
      @Nullable JsonNode validator = root.get("validator");
      return new Listing(
          new SourceListing(
              versions,
              texts(root.required("tags")),
              validator == null ? null : validator.asText()),
          Instant.parse(root.required("checkedAt").asText()));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("a listing in the catalogue is unreadable", e);
    }
  }

  private static Listed listed(JsonNode node) {
    @Nullable JsonNode time = node.get("publishedTime");
    return new Listed(
        node.required("version").asText(),
        time == null ? Optional.empty() : Optional.of(Instant.parse(time.asText())),
        node.path("listed").asBoolean(true),
        texts(node.path("marks")));
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }
}
