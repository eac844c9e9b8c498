package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents about a package with all of its versions, put together when they are asked for. */
record Packuments(NpmView of, Manifests manifests) {

  static Packuments of(NpmView view, URI base) {
    return new Packuments(view, new Manifests(view, base));
  }

  /** Fields of the latest manifest that the whole document shows too (W-053). */
  private static final List<String> OF_LATEST =
      List.of(
          "description",
          "maintainers",
          "author",
          "contributors",
          "license",
          "repository",
          "bugs",
          "homepage",
          "keywords",
          "readmeFilename");

  /** Renders one version. */
  @FunctionalInterface
  private interface Rendering {
    Optional<ObjectNode> of(NpmVersion version) throws IOException;
  }

  /** The full document (W-053). */
  ObjectNode full() throws IOException {
    ObjectNode root = NpmJson.object();
    root.put("_id", of.name().toString());
    root.put("_rev", of.revision());
    root.put("name", of.name().toString());
    ObjectNode tags = tags();
    root.set("dist-tags", tags);
    ObjectNode versions = versions(manifests::full);
    root.set("versions", versions);
    root.set("time", time());
    String latest = tags.path(NpmView.LATEST).asText();
    JsonNode manifest = versions.path(latest);
    for (String field : OF_LATEST) {
      @Nullable JsonNode value = manifest.get(field);
      if (value != null) {
        root.set(field, value);
      }
    }
    root.put("readme", manifests.readme(latest).orElse(""));
    root.putObject("_attachments");
    return root;
  }

  /** What an installation needs (W-055). */
  ObjectNode abbreviated() throws IOException {
    ObjectNode root = NpmJson.object();
    root.put("name", of.name().toString());
    root.put("modified", modified());
    root.set("dist-tags", tags());
    root.set("versions", versions(manifests::abbreviated));
    return root;
  }

  private ObjectNode versions(Rendering rendering) throws IOException {
    ObjectNode versions = NpmJson.object();
    for (NpmVersion version : of.versions()) {
      rendering.of(version).ifPresent(manifest -> versions.set(version.number(), manifest));
    }
    return versions;
  }

  ObjectNode tags() {
    ObjectNode tags = NpmJson.object();
    of.tags().forEach(tags::put);
    return tags;
  }

  private ObjectNode time() {
    ObjectNode time = NpmJson.object();
    time.put("created", times().stream().min(Instant::compareTo).orElse(Instant.EPOCH).toString());
    time.put("modified", modified());
    for (NpmVersion version : of.versions()) {
      time.put(version.number(), version.time().toString());
    }
    return time;
  }

  private String modified() {
    return times().stream().max(Instant::compareTo).orElse(Instant.EPOCH).toString();
  }

  private List<Instant> times() {
    return of.versions().stream().map(NpmVersion::time).toList();
  }
}
