package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** JSON as it comes from clients, which is checked, and as it goes to them. */
final class NpmJson {
  private static final int DEEPEST = 200;
  private static final int LONGEST_TEXT = 8 << 20;
  private static final int LONGEST_NAME = 4_096;
  private static final int LONGEST_NUMBER = 100;

  /** Refuses what is deep, long or said twice. */
  private static final JsonFactory STRICT =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final ObjectMapper PIECES =
      new ObjectMapper(STRICT).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static final ObjectMapper MAPPER =
      PIECES.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private NpmJson() {}

  /** A parser that reads piece by piece. */
  static JsonParser parser(InputStream body) throws IOException {
    return PIECES.createParser(body);
  }

  /** Reads a small body as a whole. */
  static JsonNode read(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new ProtocolException(413, "a body of more than " + most + " bytes; allowed: " + most);
    }
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw refused(e);
    }
  }

  /** Says what is wrong with a client's JSON, without showing it. */
  static ProtocolException refused(JsonProcessingException fault) {
    String where =
        fault.getLocation() == null
            ? ""
            : " at line "
                + fault.getLocation().getLineNr()
                + ", column "
                + fault.getLocation().getColumnNr();
    return new ProtocolException(
        400, "the body is no JSON document that is allowed: " + fault.getOriginalMessage() + where);
  }

  /** Reads a document that was checked before it was stored. */
  static JsonNode stored(InputStream document) throws IOException {
    return MAPPER.readTree(document);
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ProtocolResponse answer(int status, JsonNode node) {
    return ProtocolResponse.json(status, bytes(node));
  }

  /** The usual answer to a change. */
  static ProtocolResponse done(int status) {
    return answer(status, object().put("ok", true));
  }
}
