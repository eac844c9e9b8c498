package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** What registrations and searches say of a version (W-101), as a document of it keeps it. */
final class CatalogEntry {
  static final String DOCUMENT = "catalog-entry.json";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern TAGS = Pattern.compile("[\\s,;]+");

  private CatalogEntry() {}

  /** The entry, without what depends on the repository and the address. */
  static byte[] write(Nuspec nuspec) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("id", nuspec.id().written());
    entry.put("version", nuspec.version().full());
    for (String name :
        new String[] {
          "authors",
          "description",
          "iconUrl",
          "language",
          "licenseUrl",
          "projectUrl",
          "summary",
          "title"
        }) {
      if (!nuspec.text(name).isEmpty()) {
        entry.put(name, nuspec.text(name));
      }
    }
    if (nuspec.isLicenseExpression()) {
      entry.put("licenseExpression", nuspec.text("license"));
    }
    if (!nuspec.minClientVersion().isEmpty()) {
      entry.put("minClientVersion", nuspec.minClientVersion());
    }
    entry.put(
        "requireLicenseAcceptance",
        nuspec.text("requireLicenseAcceptance").equalsIgnoreCase("true"));
    ArrayNode tags = entry.putArray("tags");
    TAGS.splitAsStream(nuspec.text("tags")).filter(tag -> !tag.isEmpty()).forEach(tags::add);
    ArrayNode types = entry.putArray("packageTypes");
    nuspec.packageTypes().forEach(type -> types.addObject().put("name", type));
    ArrayNode groups = entry.putArray("dependencyGroups");
    for (Nuspec.Group group : nuspec.groups()) {
      ObjectNode written = groups.addObject();
      if (!group.targetFramework().isEmpty()) {
        written.put("targetFramework", group.targetFramework());
      }
      ArrayNode dependencies = written.putArray("dependencies");
      for (Nuspec.Needed needed : group.dependencies()) {
        dependencies.addObject().put("id", needed.id()).put("range", needed.range());
      }
    }
    try {
      return JSON.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The entry of a version; one with its coordinates alone if none is kept. */
  static ObjectNode read(Repository repository, VersionCoordinates version) throws IOException {
    Optional<AssetContent> found = repository.document(version, DOCUMENT);
    if (found.isPresent()) {
      try (InputStream in = found.get().open()) {
        if (JSON.readTree(in) instanceof ObjectNode entry) {
          return entry;
        }
      }
    }
    ObjectNode entry = JSON.createObjectNode();
    entry.put("id", version.of().name()).put("version", version.version());
    return entry;
  }

  /** A text of an entry, or an empty one. */
  static String text(JsonNode entry, String name) {
    return entry.path(name).asText("");
  }
}
