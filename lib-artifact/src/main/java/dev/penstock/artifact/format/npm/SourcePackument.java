package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.listing.Excerpt;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import dev.penstock.artifact.upstream.SourceVersion;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A packument of another registry: what of it is kept in memory. Immutable once read. */
final class SourcePackument {
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_MANIFEST = 4L << 20;
  private static final int MOST_VERSIONS = 50_000;
  private static final int MOST_TAGS = 1_000;
  private static final int LONGEST_MARK = 4_096;
  private static final int ENTRY_WEIGHT = 500;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();
  private final Map<String, Instant> times = new HashMap<>();
  private final @Nullable String validator;

  private SourcePackument(@Nullable String validator) {
    this.validator = validator;
  }

  /**
   * One version.
   *
   * @param told with the manifest as it is kept here, without what only its own registry can say
   */
  record Entry(String tarball, @Nullable String deprecated, SourceVersion told) {

    Entry at(@Nullable Instant published) {
      return published == null ? this : new Entry(tarball, deprecated, told.publishedAt(published));
    }

    /**
     * With what the manifest says in the words of every format. Deprecation is left to the listing,
     * which tells what holds now.
     */
    SourceVersion described(NpmName name) throws IOException {
      byte[] manifest = told.documents().getOrDefault(Manifests.MANIFEST, new byte[0]);
      return told.saying(
          ManifestMetadata.of(name, NpmJson.stored(new ByteArrayInputStream(manifest))),
          Map.of(),
          told.documents());
    }

    int weight() {
      return ENTRY_WEIGHT
          + told.documents().values().stream().mapToInt(bytes -> bytes.length).sum();
    }
  }

  /**
   * Reads a packument piece by piece.
   *
   * @throws ProtocolException if it is none, or too long
   */
  static SourcePackument read(NpmName name, InputStream body, @Nullable String validator)
      throws IOException {
    SourcePackument packument = new SourcePackument(validator);
    LimitedBody limited = new LimitedBody(body, OptionalLong.empty(), MOST_BYTES, MOST_BYTES);
    try (JsonParser parser = NpmJson.parser(limited)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
        switch (field) {
          case "versions" -> packument.versions(name, parser, limited, isObject);
          case "dist-tags" -> packument.tags(parser, isObject);
          case "time" -> packument.times(parser, isObject);
          default -> parser.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      throw NpmJson.refused(e);
    }
    packument.entries.replaceAll((version, entry) -> entry.at(packument.times.get(version)));
    packument.tags.values().retainAll(packument.entries.keySet());
    return packument;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new ProtocolException(400, "it has another form than a packument");
    }
  }

  private void versions(NpmName name, JsonParser parser, LimitedBody limited, boolean isObject)
      throws IOException {
    require(isObject);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String version = parser.currentName();
      require(parser.nextToken() == JsonToken.START_OBJECT);
      limited.beginPart(MOST_MANIFEST);
      ObjectNode manifest = parser.readValueAsTree();
      limited.endPart();
      require(entries.size() < MOST_VERSIONS);
      entry(name, version, manifest).ifPresent(entry -> entries.put(version, entry));
    }
  }

  private static Optional<Entry> entry(NpmName name, String version, ObjectNode manifest) {
    JsonNode dist = manifest.path("dist");
    Map<String, String> digests = Integrity.digests(dist);
    @Nullable String tarball = dist.path("tarball").textValue();
    boolean isUsable =
        tarball != null
            && !digests.isEmpty()
            && name.toString().equals(manifest.path("name").textValue())
            && version.equals(manifest.path("version").textValue())
            && isVersion(name, version);
    if (!isUsable || tarball == null) {
      return Optional.empty();
    }
    @Nullable JsonNode told = manifest.get("deprecated");
    @Nullable String deprecated = told == null ? null : told.textValue();
    deprecated = deprecated == null ? null : Excerpt.of(deprecated, LONGEST_MARK);
    SourceAsset asset = new SourceAsset(Manifests.TARBALL, OptionalLong.empty(), digests);
    return Optional.of(
        new Entry(
            tarball,
            deprecated == null || deprecated.isEmpty() ? null : deprecated,
            SourceVersion.of(asset)
                .saying(
                    VersionMetadata.EMPTY,
                    Map.of(),
                    Map.of(Manifests.MANIFEST, NpmJson.bytes(Manifests.kept(manifest))))));
  }

  private static boolean isVersion(NpmName name, String version) {
    try {
      return name.coordinates().version(version).version().equals(version);
    } catch (InvalidDefinitionException e) {
      return false;
    }
  }

  private void tags(JsonParser parser, boolean isObject) throws IOException {
    require(isObject);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String tag = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && tags.size() < MOST_TAGS) {
        tags.put(tag, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private void times(JsonParser parser, boolean isObject) throws IOException {
    require(isObject);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String version = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && times.size() < 2 * MOST_VERSIONS) {
        time(parser.getText()).ifPresent(time -> times.put(version, time));
      } else {
        parser.skipChildren();
      }
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Optional<Entry> entry(String version) {
    return Optional.ofNullable(entries.get(version));
  }

  SourceListing listing() {
    return new SourceListing(
        entries.entrySet().stream().map(entry -> listed(entry.getKey(), entry.getValue())).toList(),
        tags,
        validator);
  }

  private static Listed listed(String version, Entry entry) {
    @Nullable String deprecated = entry.deprecated();
    return new Listed(
        version,
        entry.told().publishedTime(),
        true,
        deprecated == null ? Map.of() : Map.of(Manifests.DEPRECATED, deprecated));
  }

  /** Roughly how many bytes of memory it takes. */
  int weight() {
    long bytes = 0;
    for (Entry entry : entries.values()) {
      bytes += entry.weight();
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
