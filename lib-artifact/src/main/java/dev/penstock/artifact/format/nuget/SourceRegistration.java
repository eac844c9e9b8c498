package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.listing.Excerpt;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import dev.penstock.artifact.upstream.SourceVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A package's registration on another server: what of it is kept in memory. */
final class SourceRegistration {
  private static final int MOST_VERSIONS = 50_000;
  private static final int LONGEST_MARK = 1_000;
  private static final int SHA512_BYTES = 64;
  private static final int WEIGHT_OF_LEAF = 500;

  /** What only the other server can say. */
  private static final List<String> FOREIGN =
      List.of(
          "@id",
          "@type",
          "packageContent",
          "listed",
          "published",
          "deprecation",
          "vulnerabilities");

  private final Map<String, Leaf> leaves = new LinkedHashMap<>();
  private int weight = WEIGHT_OF_LEAF;

  /**
   * One version.
   *
   * @param entry its catalog entry, as the other server has it
   * @param size roughly how many bytes of memory that takes
   */
  record Leaf(JsonNode entry, int size) {

    /**
     * The version, with the entry as it is kept here, and what that says; the package is described
     * when it is asked for.
     */
    SourceVersion describe(PackageId id) {
      ObjectNode kept = entry.deepCopy();
      kept.remove(FOREIGN);
      for (JsonNode group : kept.path("dependencyGroups")) {
        for (JsonNode needed : group.path("dependencies")) {
          if (needed instanceof ObjectNode dependency) {
            dependency.remove(List.of("@id", "@type", "registration"));
          }
        }
      }
      return new SourceVersion(
          published(),
          true,
          List.of(),
          false,
          EntryMetadata.of(id, entry),
          Map.of(),
          Map.of(CatalogEntry.DOCUMENT, CatalogEntry.bytes(kept)));
    }

    Optional<Instant> published() {
      try {
        return Optional.of(OffsetDateTime.parse(CatalogEntry.text(entry, "published")).toInstant());
      } catch (DateTimeException unknown) {
        return Optional.empty();
      }
    }

    Map<String, String> marks() {
      Map<String, String> marks = new HashMap<>();
      if (CatalogEntry.isSemVer2(entry)) {
        marks.put(NugetVersions.SEMVER2, "");
      }
      if (!entry.path("listed").asBoolean(true)) {
        marks.put(NugetVersions.UNLISTED, "");
      }
      if (entry.has("deprecation")) {
        String message = CatalogEntry.text(entry.path("deprecation"), "message");
        marks.put(NugetVersions.DEPRECATED, Excerpt.of(message, LONGEST_MARK));
      }
      return marks;
    }
  }

  /** Adds the versions of a page. */
  void add(JsonNode items) {
    for (JsonNode item : items) {
      if (item.path("catalogEntry") instanceof ObjectNode entry && leaves.size() < MOST_VERSIONS) {
        int size = entry.toString().length() + WEIGHT_OF_LEAF;
        VersionText.of(CatalogEntry.text(entry, "version"))
            .ifPresent(version -> leaves.putIfAbsent(version.lower(), new Leaf(entry, size)));
        weight += size;
      }
    }
  }

  SourceListing listing() {
    List<Listed> listed = new ArrayList<>();
    leaves.forEach(
        (version, leaf) -> listed.add(new Listed(version, leaf.published(), true, leaf.marks())));
    return new SourceListing(listed, new TreeMap<>(), null);
  }

  Optional<Leaf> leaf(String version) {
    return Optional.ofNullable(leaves.get(version));
  }

  /** Roughly how many bytes of memory it takes. */
  int weight() {
    return weight;
  }

  /** A package's file, if an entry tells its SHA-512. */
  static Optional<SourceAsset> asset(String name, JsonNode entry) {
    String hash = CatalogEntry.text(entry, CatalogEntry.HASH);
    if (!CatalogEntry.text(entry, CatalogEntry.ALGORITHM).equalsIgnoreCase(CatalogEntry.SHA512)) {
      return Optional.empty();
    }
    try {
      byte[] digest = Base64.getDecoder().decode(hash);
      long size = entry.path(CatalogEntry.SIZE).asLong(-1);
      return digest.length != SHA512_BYTES
          ? Optional.empty()
          : Optional.of(
              new SourceAsset(
                  name,
                  size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                  Map.of("SHA-512", HexFormat.of().formatHex(digest))));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
