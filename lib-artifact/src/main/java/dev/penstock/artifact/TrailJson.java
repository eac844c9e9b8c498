package dev.penstock.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.revision.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A version's trail as a part of its record. */
final class TrailJson {

  private TrailJson() {}

  static void write(VersionTrail trail, ObjectNode root) {
    if (!trail.publications().isEmpty()) {
      ObjectNode all = root.putObject("publications");
      trail.publications().values().forEach(one -> write(one, all.putObject(one.asset())));
    }
    if (!trail.statements().isEmpty()) {
      ArrayNode all = root.putArray("statements");
      for (Statement one : trail.statements()) {
        all.addObject()
            .put("mediaType", one.mediaType())
            .put("subject", one.subject().hex())
            .put("revision", one.revision())
            .put("digest", one.digest().hex())
            .put("size", one.size())
            .put("time", one.time().toString());
      }
    }
  }

  private static void write(Publication one, ObjectNode node) {
    node.put("digest", one.digest().hex());
    node.put("revision", one.revision());
    node.put("time", one.time().toString());
    Publisher by = one.publisher();
    putIfTold(node, "publisher", by.name());
    by.build()
        .ifPresent(
            build -> node.put("pipeline", build.pipeline()).put("execution", build.execution()));
    putIfTold(node, "action", by.action());
    putIfTold(node, "sourceRevision", by.sourceRevision());
  }

  private static void putIfTold(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  static VersionTrail read(JsonNode root) {
    SortedMap<String, Publication> publications = new TreeMap<>();
    root.path("publications")
        .properties()
        .forEach(
            entry ->
                publications.put(entry.getKey(), publication(entry.getKey(), entry.getValue())));
    List<Statement> statements = new ArrayList<>();
    for (JsonNode one : root.path("statements")) {
      statements.add(
          new Statement(
              one.required("mediaType").asText(),
              new Digest(one.required("subject").asText()),
              one.required("revision").asText(),
              new Digest(one.required("digest").asText()),
              one.required("size").asLong(),
              Instant.parse(one.required("time").asText())));
    }
    return publications.isEmpty() && statements.isEmpty()
        ? VersionTrail.EMPTY
        : new VersionTrail(publications, statements);
  }

  private static Publication publication(String asset, JsonNode node) {
    Optional<BuildId> build =
        node.has("execution")
            ? Optional.of(
                new BuildId(
                    node.required("pipeline").asText(), node.required("execution").asText()))
            : Optional.empty();
    return new Publication(
        asset,
        new Digest(node.required("digest").asText()),
        node.required("revision").asText(),
        new Publisher(
            node.path("publisher").asText(""),
            build,
            node.path("action").asText(""),
            node.path("sourceRevision").asText("")),
        Instant.parse(node.required("time").asText()));
  }
}
