package dev.penstock.artifact.format.pypi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is known of a file beside its bytes, as a document of its version keeps it. What is not
 * known is an empty text.
 *
 * @param uploadTime when it came in, as ISO 8601 text in UTC
 * @param requiresPython the specifiers of the interpreters that it is for
 * @param metadataSha256 the digest of its metadata file; there is one if this is not empty
 * @param isSigned whether it has a signature beside it
 */
record FileFacts(
    String uploadTime, String requiresPython, String metadataSha256, boolean isSigned) {
  static final FileFacts NONE = new FileFacts("", "", "", false);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The document's name for a file. */
  static String document(String file) {
    return file + ".facts";
  }

  /** The name of the document with a file's metadata, which is the end of its URL as well. */
  static String metadata(String file) {
    return file + ".metadata";
  }

  /** The name of the document with a file's signature, which is the end of its URL as well. */
  static String signature(String file) {
    return file + ".asc";
  }

  /** The name of the document with a file's attestations, which is the end of its URL as well. */
  static String attestations(String file) {
    return file + ".attestations";
  }

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("uploadTime", uploadTime)
              .put("requiresPython", requiresPython)
              .put("metadataSha256", metadataSha256)
              .put("isSigned", isSigned));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static FileFacts read(InputStream in) throws IOException {
    JsonNode root = JSON.readTree(in);
    return new FileFacts(
        root.path("uploadTime").asText(),
        root.path("requiresPython").asText(),
        root.path("metadataSha256").asText(),
        root.path("isSigned").asBoolean());
  }
}
