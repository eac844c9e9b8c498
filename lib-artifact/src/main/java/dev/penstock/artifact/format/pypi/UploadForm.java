package dev.penstock.artifact.format.pypi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.multipart.MultipartPart;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of an upload (W-090 to W-093), in whatever order they come. */
final class UploadForm {
  private static final int MOST_BYTES = 8 << 20;

  static final String SIGNATURE = "gpg_signature";
  static final String ATTESTATIONS = "attestations";

  private static final String ARMOR = "-----BEGIN PGP SIGNATURE-----";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private int left = MOST_BYTES;

  /** Takes a field in; all fields together are bounded. */
  void take(MultipartPart part) throws IOException {
    byte[] bytes = part.bytes(left);
    left -= bytes.length;
    fields
        .computeIfAbsent(part.name(), name -> new ArrayList<>())
        .add(new String(bytes, StandardCharsets.UTF_8));
  }

  /** A field's first value; an empty text if it is missing. */
  String first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** All values of a field. */
  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** What is known of the file, as soon as its name is; the fields that come later count too. */
  void checkNames(FileName file) {
    String name = first("name");
    if (fields.containsKey("name")
        && ProjectName.of(name).filter(file.project()::equals).isEmpty()) {
      throw refused("name", name, "the project of " + file.text() + ", which is " + file.project());
    }
    String version = first("version");
    if (fields.containsKey("version")
        && VersionScheme.PYPI.tryParse(version).filter(file.version()::equals).isEmpty()) {
      throw refused(
          "version", version, "the version of " + file.text() + ", which is " + file.version());
    }
  }

  /** Refuses with 400 a form that is no upload of this file (W-091 to W-094). */
  void check(FileName file) {
    requireOneOf(":action", "file_upload");
    requireOneOf("protocol_version", "1", "");
    requireOneOf("filetype", file.kind().fileType());
    for (String required : List.of("name", "version")) {
      if (first(required).isEmpty()) {
        throw refused(required, "", "a value");
      }
    }
    checkNames(file);
    String python = first("pyversion");
    if (file.kind() == FileName.Kind.SOURCE && !python.isEmpty() && !python.equals("source")) {
      throw refused("pyversion", python, "\"source\" or nothing for an sdist");
    }
    if (first("requires_python").length() > 1_000
        || first("requires_python").chars().anyMatch(Character::isISOControl)) {
      throw refused("requires_python", first("requires_python"), "up to 1000 characters");
    }
    checkExtras();
  }

  private void checkExtras() {
    String signature = first(SIGNATURE);
    if (!signature.isEmpty() && !signature.startsWith(ARMOR)) {
      throw refused(SIGNATURE, signature, "an armored signature");
    }
    String attestations = first(ATTESTATIONS);
    try {
      if (!attestations.isEmpty() && !JSON.readTree(attestations).isArray()) {
        throw refused(ATTESTATIONS, attestations, "a JSON array");
      }
    } catch (JsonProcessingException e) {
      throw refused(ATTESTATIONS, attestations, "a JSON array");
    }
  }

  private void requireOneOf(String field, String... allowed) {
    if (!List.of(allowed).contains(first(field))) {
      throw refused(field, first(field), "\"" + allowed[0] + "\"");
    }
  }

  /** Refuses with 400 bytes that have not the digests given (W-094). */
  void checkDigests(StoredContent content, String blake2) {
    checkDigest("md5_digest", content.checksums().md5());
    checkDigest("sha256_digest", content.checksums().sha256());
    checkDigest("blake2_256_digest", blake2);
  }

  private void checkDigest(String field, String found) {
    String given = first(field).toLowerCase(Locale.ROOT);
    if (!given.isEmpty() && !given.equals(found)) {
      throw refused(field, given, found + ", which the file has");
    }
  }

  private static ProtocolException refused(String field, String found, String allowed) {
    return new ProtocolException(
        400, "field " + field + " is \"" + shown(found) + "\"; allowed: " + allowed);
  }

  /** A text as it may stand in a message. */
  static String shown(String text) {
    String start = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return start.replaceAll("\\p{C}", "?");
  }
}
