package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client PUTs to a package (W-068), read piece by piece: everything but the tarball is kept
 * in memory, the tarball passes by. It may stand anywhere in the document. For one thread.
 */
final class PublishDocument implements AutoCloseable {
  /** The most bytes of everything but the tarball; a packument that is put back is long. */
  private static final long MOST_DOCUMENT = 64L << 20;

  /** The most bytes of a whole publish, with the tarball in base64; nothing raises it. */
  private static final long MOST_TOTAL = 2L << 30;

  private static final long MOST_MANIFEST = 4L << 20;
  private static final int MOST_VERSIONS = 100_000;
  private static final int MOST_TAGS = 1_000;
  private static final String PROVENANCE_END = ".sigstore";

  /** Where in the document the reader stands. */
  private enum Level {
    OUTSIDE,
    ROOT,
    ATTACHMENTS,
    ATTACHMENT;

    Level above() {
      return this == ATTACHMENT ? ATTACHMENTS : this == ATTACHMENTS ? ROOT : OUTSIDE;
    }
  }

  private final LimitedBody body;
  private final JsonParser parser;
  private Level level = Level.OUTSIDE;
  private String attachment = "";

  private @Nullable String name;
  private @Nullable String readme;
  private boolean hasVersions;
  private @Nullable String tarball;
  private @Nullable Long tarballLength;
  private @Nullable String provenance;
  private @Nullable String provenanceName;
  private @Nullable ObjectNode manifest;
  private final Map<String, String> tags = new LinkedHashMap<>();

  /** Version to what it says about deprecation; null if it says nothing. */
  private final Map<String, @Nullable String> versions = new LinkedHashMap<>();

  /**
   * Begins to read.
   *
   * @param length how long the client says that it is
   * @throws ProtocolException with 413 if that is too long
   */
  PublishDocument(InputStream stream, OptionalLong length) throws IOException {
    this.body = limited(stream, length);
    this.parser = NpmJson.parser(body);
  }

  /** A body that ends with a refusal where it is too long. */
  static LimitedBody limited(InputStream stream, OptionalLong length) {
    return new LimitedBody(stream, length, MOST_DOCUMENT, MOST_TOTAL);
  }

  /** Reads up to a tarball's bytes: true; or to the end, if there is no tarball: false. */
  boolean toTarball() throws IOException {
    try {
      return advance();
    } catch (JsonProcessingException e) {
      throw NpmJson.refused(e);
    }
  }

  /** Writes the tarball's bytes, and reads on to the document's end. */
  void tarballTo(OutputStream out) throws IOException {
    try {
      body.tarball(true);
      parser.readBinaryValue(out);
      body.tarball(false);
      if (advance()) {
        throw refused("more than one tarball; allowed: one");
      }
    } catch (JsonProcessingException e) {
      throw NpmJson.refused(e);
    } catch (IllegalArgumentException e) {
      throw refused("data of " + shown(attachment) + " is no base64: " + e.getMessage());
    }
  }

  private boolean advance() throws IOException {
    if (level == Level.OUTSIDE) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "the body", "an object");
      level = Level.ROOT;
    }
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_OBJECT) {
        level = level.above();
        if (level == Level.OUTSIDE) {
          require(parser.nextToken() == null, "what follows the document", "nothing");
          return false;
        }
        continue;
      }
      String field = parser.currentName();
      token = parser.nextToken();
      switch (level) {
        case ROOT -> root(field, token);
        case ATTACHMENTS -> attachment(field, token);
        default -> {
          if (attachmentField(field, token)) {
            return true;
          }
        }
      }
    }
  }

  private void root(String field, JsonToken token) throws IOException {
    switch (field) {
      case "name" -> name = text(field);
      case "readme" -> readme = token == JsonToken.VALUE_STRING ? parser.getText() : skipped();
      case "dist-tags" -> readTags();
      case "versions" -> readVersions();
      case "_attachments" -> {
        if (token == JsonToken.START_OBJECT) {
          level = Level.ATTACHMENTS;
        } else {
          require(token == JsonToken.VALUE_NULL, field, "an object");
        }
      }
      default -> parser.skipChildren();
    }
  }

  private @Nullable String skipped() throws IOException {
    parser.skipChildren();
    return null;
  }

  private String text(String what) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, what, "a text");
    return parser.getText();
  }

  private void readTags() throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "dist-tags", "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String tag = parser.currentName();
      parser.nextToken();
      tags.put(tag, text("dist-tags"));
      require(tags.size() <= MOST_TAGS, "more dist-tags", "up to " + MOST_TAGS);
    }
  }

  private void readVersions() throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "versions", "an object");
    hasVersions = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String version = parser.currentName();
      require(parser.nextToken() == JsonToken.START_OBJECT, "versions", "objects by version");
      body.beginPart(MOST_MANIFEST);
      ObjectNode read = parser.readValueAsTree();
      body.endPart();
      if (versions.isEmpty()) {
        manifest = read;
      }
      @Nullable JsonNode deprecated = read.get("deprecated");
      versions.put(
          version, deprecated != null && deprecated.isTextual() ? deprecated.textValue() : null);
      require(versions.size() <= MOST_VERSIONS, "more versions", "up to " + MOST_VERSIONS);
    }
  }

  private void attachment(String file, JsonToken token) {
    require(token == JsonToken.START_OBJECT, "_attachments", "objects by file name");
    if (file.endsWith(PROVENANCE_END)) {
      require(provenanceName == null, "more than one " + PROVENANCE_END, "one");
      provenanceName = file;
    } else {
      require(tarball == null, "more than one tarball", "one");
      tarball = file;
    }
    attachment = file;
    level = Level.ATTACHMENT;
  }

  private boolean attachmentField(String field, JsonToken token) throws IOException {
    boolean isProvenance = attachment.endsWith(PROVENANCE_END);
    if (field.equals("data")) {
      require(token == JsonToken.VALUE_STRING, "data of " + shown(attachment), "a text");
      if (!isProvenance) {
        return true;
      }
      provenance = parser.getText();
    } else if (field.equals("length") && !isProvenance) {
      require(token == JsonToken.VALUE_NUMBER_INT, "length of " + shown(attachment), "a number");
      tarballLength = parser.getLongValue();
    } else {
      parser.skipChildren();
    }
    return false;
  }

  private static String shown(String file) {
    return file.length() > 100 ? file.substring(0, 100) + "…" : file;
  }

  private static void require(boolean holds, String what, String allowed) {
    if (!holds) {
      throw refused(what + "; allowed: " + allowed);
    }
  }

  private static ProtocolException refused(String why) {
    return new ProtocolException(400, "package document: " + why);
  }

  /** What the package is called; null if nothing was said. */
  @Nullable String name() {
    return name;
  }

  /** Whether versions were told at all. */
  boolean hasVersions() {
    return hasVersions;
  }

  /** The versions told, with their deprecation: empty takes it back, null says nothing. */
  Map<String, @Nullable String> versions() {
    return versions;
  }

  /** The manifest of the first version told. */
  @Nullable ObjectNode manifest() {
    return manifest;
  }

  Map<String, String> tags() {
    return tags;
  }

  /** The file name of the tarball. */
  @Nullable String tarball() {
    return tarball;
  }

  /** How long the client says that the tarball is. */
  @Nullable Long tarballLength() {
    return tarballLength;
  }

  @Nullable String provenance() {
    return provenance;
  }

  @Nullable String provenanceName() {
    return provenanceName;
  }

  @Nullable String readme() {
    return readme;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
