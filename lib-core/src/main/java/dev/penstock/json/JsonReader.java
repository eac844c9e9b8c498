package dev.penstock.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.penstock.diagnostic.Position;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonBoolean;
import dev.penstock.json.JsonValue.JsonNull;
import dev.penstock.json.JsonValue.JsonNumber;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.JsonString;
import dev.penstock.json.JsonValue.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON object, and reports what is wrong with it. Used once, on one thread. */
public final class JsonReader {

  /** How deep values may be nested. */
  public static final int DEEPEST = 24;

  /** How many characters a number may have. */
  private static final int LONGEST_NUMBER = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private final Faults faults;
  private final int longest;
  private Position last = new Position(1, 1); // where the newest token begins

  /**
   * Prepares a reader.
   *
   * @param faults takes what is wrong
   * @param longest how many characters the text may have
   */
  public JsonReader(Faults faults, int longest) {
    this.faults = faults;
    this.longest = longest;
  }

  /**
   * Reads a text.
   *
   * @param text the text
   * @return the object; empty if the text is none, which is then reported
   */
  public Optional<JsonObject> object(String text) {
    if (text.isEmpty() || text.length() > longest) {
      faults.report(
          "size",
          new Position(1, 1),
          "",
          "the text has " + text.length() + " characters",
          "1 to " + longest);
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        faults.report("json", new Position(1, 1), "", "the text is blank", "a JSON object");
        return Optional.empty();
      }
      JsonValue value = value(parser, "");
      if (parser.nextToken() != null) {
        faults.report("json", here(parser), "", "more text follows the object", "nothing");
        return Optional.empty();
      }
      if (value instanceof JsonObject object) {
        return Optional.of(object);
      }
      faults.report("json", value.position(), "", "found " + value.kind(), "a JSON object");
    } catch (StreamConstraintsException e) {
      faults.report(
          "size",
          last,
          "",
          "values are nested too deeply, or a number is too long",
          DEEPEST + " levels, " + LONGEST_NUMBER + " digits");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      faults.report(
          "json",
          position(e.getLocation()),
          "",
          "no JSON: " + firstLine(e.getOriginalMessage()),
          "");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be read", e);
    }
    return Optional.empty();
  }

  private JsonValue value(JsonParser parser, String path) throws IOException {
    Position at = here(parser);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return new JsonObject(members(parser, path), at);
    }
    if (token == JsonToken.START_ARRAY) {
      List<JsonValue> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser, path + "[" + elements.size() + "]"));
      }
      return new JsonArray(elements, at);
    }
    if (token == JsonToken.VALUE_STRING) {
      return new JsonString(parser.getText(), at);
    }
    if (token.isNumeric()) {
      return new JsonNumber(parser.getDecimalValue(), at);
    }
    return token == JsonToken.VALUE_NULL
        ? new JsonNull(at)
        : new JsonBoolean(token == JsonToken.VALUE_TRUE, at);
  }

  private Map<String, Member> members(JsonParser parser, String path) throws IOException {
    Map<String, Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position at = here(parser);
      String inner = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      Member member = new Member(key, at, value(parser, inner));
      if (members.putIfAbsent(key, member) != null) {
        faults.report(
            "duplicate-key", at, inner, "the key \"" + key + "\" stands here twice", "once");
      }
    }
    return members;
  }

  private Position here(JsonParser parser) {
    last = position(parser.currentTokenLocation());
    return last;
  }

  private static Position position(JsonLocation location) {
    return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
