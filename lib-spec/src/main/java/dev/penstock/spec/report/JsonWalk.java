package dev.penstock.spec.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;

/** Reads JSON piece by piece, so that memory holds one piece only. */
final class JsonWalk {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonWalk() {}

  /** Takes the parser after its first token. */
  interface Walk {
    void over(JsonParser parser) throws IOException;
  }

  /** Reads a document that begins with a token. */
  static void over(String file, LimitedStream in, JsonToken first, String allowed, Walk walk)
      throws IOException {
    try (JsonParser parser = JSON.getFactory().createParser(in)) {
      JsonToken found = parser.nextToken();
      if (found != first) {
        throw new ReportException(file + ":1: expected " + allowed);
      }
      try {
        walk.over(parser);
      } catch (TooMuchException e) {
        throw new ReportException(
            file + ":" + parser.currentLocation().getLineNr() + ": " + e.getMessage());
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new ReportException(file + ":" + (at == null ? 1 : at.getLineNr()) + ": no JSON");
    } catch (CharConversionException e) {
      throw new ReportException(file + ": no JSON: bytes that are no characters");
    }
  }

  /** The value at which the parser stands. */
  static JsonNode tree(JsonParser parser) throws IOException {
    return JSON.readTree(parser);
  }
}
