package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.store.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What registrations and searches say of a version (W-101), as a document of it keeps it. */
final class CatalogEntry {
  static final String DOCUMENT = "catalog-entry.json";

  /** The package's digest, in Base64. */
  static final String HASH = "packageHash";

  /** How the digest is computed. */
  static final String ALGORITHM = "packageHashAlgorithm";

  /** The only algorithm that is used. */
  static final String SHA512 = "SHA512";

  /** How many bytes the package has. */
  static final String SIZE = "packageSize";

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern TAGS = Pattern.compile("[\\s,;]+");

  private CatalogEntry() {}

  /** The entry, without what depends on the repository and the address. */
  static ObjectNode of(Nuspec nuspec, StoredContent content) {
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
    byte[] sha512 = HexFormat.of().parseHex(content.checksums().sha512());
    entry.put(HASH, Base64.getEncoder().encodeToString(sha512));
    entry.put(ALGORITHM, SHA512);
    entry.put(SIZE, content.size());
    return entry;
  }

  /** As the document keeps it. */
  static byte[] bytes(ObjectNode entry) {
    try {
      return JSON.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads an entry. */
  static ObjectNode read(InputStream in) throws IOException {
    if (JSON.readTree(in) instanceof ObjectNode entry) {
      return entry;
    }
    throw new IOException("an entry that is no JSON object");
  }

  /** Whether an entry is only for clients that know SemVer 2.0.0 (W-102). */
  static boolean isSemVer2(JsonNode entry) {
    boolean isSemVer2 =
        VersionText.of(text(entry, "version")).filter(VersionText::isSemVer2).isPresent();
    for (JsonNode group : entry.path("dependencyGroups")) {
      for (JsonNode needed : group.path("dependencies")) {
        isSemVer2 |= VersionText.isSemVer2Range(text(needed, "range"));
      }
    }
    return isSemVer2;
  }

  /** A text of an entry, or an empty one. */
  static String text(JsonNode entry, String name) {
    return entry.path(name).asText("");
  }
}
