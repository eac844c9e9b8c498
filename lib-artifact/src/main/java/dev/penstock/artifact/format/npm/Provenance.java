package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;

/** What proves the origin of a version: a bundle, kept as the publisher sent it (W-071, AP-055). */
final class Provenance {
  static final String ATTESTATIONS = "attestations";
  private static final String PREDICATE_TYPE = "predicateType";

  private Provenance() {}

  /**
   * What the bundle's statement is about, as far as it can be read without verifying it.
   *
   * @throws ProtocolException if it is no JSON object
   */
  static ObjectNode described(String bundle) {
    JsonNode read;
    try {
      read = NpmJson.MAPPER.readTree(bundle);
    } catch (JsonProcessingException e) {
      throw NpmJson.refused(e);
    }
    if (!read.isObject()) {
      throw new ProtocolException(400, "provenance bundle: allowed: a JSON object as text");
    }
    ObjectNode described = NpmJson.object();
    statement(read)
        .ifPresent(
            statement ->
                described.put(PREDICATE_TYPE, statement.path(PREDICATE_TYPE).asText("unknown")));
    return described;
  }

  private static Optional<JsonNode> statement(JsonNode bundle) {
    try {
      byte[] payload =
          Base64.getDecoder().decode(bundle.path("dsseEnvelope").path("payload").asText());
      return Optional.of(NpmJson.MAPPER.readTree(payload));
    } catch (IllegalArgumentException | IOException notReadable) {
      return Optional.empty();
    }
  }

  /** The bundle as npm asks for it; empty if the version came without one. */
  static Optional<ObjectNode> find(NpmView view, String version) throws IOException {
    Optional<InputStream> document = view.documents().open(version, Manifests.PROVENANCE);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = document.get()) {
      JsonNode bundle = NpmJson.stored(in);
      ObjectNode answer = NpmJson.object();
      ObjectNode one = answer.putArray(ATTESTATIONS).addObject();
      statement(bundle)
          .ifPresent(statement -> one.set(PREDICATE_TYPE, statement.path(PREDICATE_TYPE)));
      one.set("bundle", bundle);
      return Optional.of(answer);
    }
  }
}
