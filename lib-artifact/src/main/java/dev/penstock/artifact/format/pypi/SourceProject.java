package dev.penstock.artifact.format.pypi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.listing.Excerpt;
import dev.penstock.artifact.format.pypi.SourceFiles.SourceFile;
import dev.penstock.artifact.upstream.SourceAsset;
import dev.penstock.artifact.upstream.SourceListing;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import dev.penstock.artifact.upstream.SourceVersion;
import dev.penstock.artifact.version.Version;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A project's page of another index: what of it is kept in memory. Immutable once read. */
final class SourceProject {
  private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());
  private static final int MOST_FILES = 100_000;
  private static final int MOST_FILES_OF_RELEASE = 150;
  private static final int LONGEST_TEXT = 2_000;
  private static final int WEIGHT_OF_FILE = 500;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** The files of each release, under its version as it was first seen. */
  private final Map<Version, List<Entry>> releases = new TreeMap<>();

  private final Map<String, Entry> byName = new HashMap<>();
  private final @Nullable String validator;

  private SourceProject(@Nullable String validator) {
    this.validator = validator;
  }

  /** A file; the digest of its core metadata is null if those are not beside it. */
  private record Entry(SourceFile file, String url, @Nullable String metadataSha256) {}

  /**
   * The core metadata of a file.
   *
   * @param url where the file is, perhaps relative to the page; they are beside it
   * @param sha256 their digest; an empty text if it is not told
   */
  record MetadataFile(String url, String sha256) {}

  /**
   * Reads a page of the simple API in JSON.
   *
   * @throws IOException if it is none, or has too many files
   */
  static SourceProject read(ProjectName name, InputStream body, @Nullable String validator)
      throws IOException {
    SourceProject project = new SourceProject(validator);
    try (JsonParser parser = JSON.createParser(body)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("files") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode file = parser.readValueAsTree();
            project.add(name, file);
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return project;
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("no page of the simple API, or one of too many files");
    }
  }

  /** Files without a SHA-256 are left out, since they could not be verified. */
  private void add(ProjectName name, JsonNode file) throws IOException {
    Optional<FileName> parsed =
        FileName.parse(file.path("filename").asText()).filter(one -> one.project().equals(name));
    String sha256 = file.path("hashes").path("sha256").asText();
    String url = file.path("url").asText();
    if (parsed.isEmpty() || !SHA256.matcher(sha256).matches() || url.isEmpty()) {
      return;
    }
    require(byName.size() < MOST_FILES);
    JsonNode size = file.path("size");
    JsonNode yanked = file.path("yanked");
    Entry entry =
        new Entry(
            new SourceFile(
                parsed.get().text(),
                sha256,
                size.canConvertToLong() && size.asLong() >= 0
                    ? OptionalLong.of(size.asLong())
                    : OptionalLong.empty(),
                text(file, "requires-python"),
                text(file, "upload-time"),
                yanked.isTextual() || yanked.asBoolean() ? text(file, "yanked") : null),
            url,
            metadataSha256(
                file.has("core-metadata")
                    ? file.path("core-metadata")
                    : file.path("dist-info-metadata")));
    if (byName.putIfAbsent(parsed.get().text(), entry) == null) {
      releases.computeIfAbsent(parsed.get().version(), version -> new ArrayList<>()).add(entry);
    }
  }

  /** Either true, or digests (W-081). */
  private static @Nullable String metadataSha256(JsonNode told) {
    if (!told.isObject()) {
      return told.asBoolean() ? "" : null;
    }
    String sha256 = told.path("sha256").asText();
    return SHA256.matcher(sha256).matches() ? sha256 : "";
  }

  private static String text(JsonNode file, String field) {
    String text = file.path(field).isTextual() ? file.path(field).asText() : "";
    return text.length() > LONGEST_TEXT ? "" : Excerpt.of(text, LONGEST_TEXT);
  }

  SourceListing listing() {
    List<Listed> listed = new ArrayList<>();
    releases.forEach(
        (version, entries) ->
            listed.add(new Listed(version.normalized(), time(entries), true, marks(entries))));
    return new SourceListing(listed, new TreeMap<>(), validator);
  }

  /** A release is yanked if all of its files are. */
  private static Map<String, String> marks(List<Entry> entries) {
    String reason = null;
    for (Entry entry : entries) {
      if (entry.file().yanked() == null) {
        return Map.of();
      }
      reason = entry.file().yanked();
    }
    return reason == null ? Map.of() : Map.of(PypiProtocol.YANKED, reason);
  }

  private static Optional<Instant> time(Collection<Entry> entries) {
    return entries.stream().flatMap(entry -> time(entry.file().uploadTime()).stream()).findFirst();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  /** A release with its files, of which the most are described that a version may have. */
  Optional<SourceVersion> describe(Version version) {
    List<Entry> entries = releases.getOrDefault(version, List.of());
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    List<Entry> some = entries.subList(0, Math.min(entries.size(), MOST_FILES_OF_RELEASE));
    return Optional.of(
        new SourceVersion(
            time(entries),
            true,
            some.stream().map(entry -> asset(entry.file())).toList(),
            some.size() == entries.size(),
            VersionMetadata.EMPTY,
            Map.of(),
            Map.of(
                SourceFiles.DOCUMENT, SourceFiles.write(some.stream().map(Entry::file).toList()))));
  }

  /** The core metadata of the first file of a release that has them beside it. */
  Optional<MetadataFile> metadata(Version version) {
    return releases.getOrDefault(version, List.of()).stream()
        .filter(entry -> entry.metadataSha256() != null)
        .findFirst()
        .map(entry -> new MetadataFile(entry.url(), String.valueOf(entry.metadataSha256())));
  }

  private static SourceAsset asset(SourceFile file) {
    return new SourceAsset(file.name(), file.size(), Map.of("SHA-256", file.sha256()));
  }

  Optional<SourceAsset> asset(String name) {
    return Optional.ofNullable(byName.get(name)).map(entry -> asset(entry.file()));
  }

  /** Where a file is, perhaps relative to the page. */
  Optional<String> url(String name) {
    return Optional.ofNullable(byName.get(name)).map(Entry::url);
  }

  /** Roughly how many bytes of memory it takes. */
  int weight() {
    return WEIGHT_OF_FILE * (byName.size() + 1);
  }
}
