package dev.penstock.spec.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * SimpleCov's JSON: its result set, by command, or the file of its own JSON formatter. Not the one
 * of the gem simplecov-json, which has a list of files.
 */
final class SimpleCov {

  private static final String ALLOWED = "a coverage by file, as SimpleCov writes it";

  private final String file;
  private final CoverageCollector coverage;
  private boolean isFound;

  private SimpleCov(String file, CoverageCollector coverage) {
    this.file = file;
    this.coverage = coverage;
  }

  static void read(String file, LimitedStream in, CoverageCollector coverage) throws IOException {
    SimpleCov reader = new SimpleCov(file, coverage);
    JsonWalk.over(file, in, JsonToken.START_OBJECT, ALLOWED, reader::commands);
    if (!reader.isFound) {
      throw new ReportException(file + ": expected " + ALLOWED);
    }
  }

  private void commands(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && key.equals("coverage")) {
        files(parser);
      } else if (value == JsonToken.START_OBJECT) {
        command(parser);
      } else if (value == JsonToken.START_ARRAY && key.equals("files")) {
        throw new ReportException(
            file + ": this is the format of the gem simplecov-json; expected " + ALLOWED);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void command(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT && key.equals("coverage")) {
        files(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void files(JsonParser parser) throws IOException {
    isFound = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      JsonNode node = JsonWalk.tree(parser);
      coverage.file(name);
      lines(name, node.isArray() ? node : node.path("lines"));
      JsonNode branches = node.path("branches");
      for (JsonNode branch : branches) {
        if (branch.has("coverage")) {
          coverage.branch(
              name,
              branch.path("type").asText() + branch.path("start_line") + branch.path("end_line"),
              branch.path("coverage").asLong() > 0);
        }
      }
      if (branches.isObject()) {
        branches.properties().forEach(condition -> arms(name, condition));
      }
    }
  }

  private void arms(String name, Map.Entry<String, JsonNode> condition) {
    for (Map.Entry<String, JsonNode> arm : condition.getValue().properties()) {
      coverage.branch(name, condition.getKey() + arm.getKey(), arm.getValue().asLong() > 0);
    }
  }

  private void lines(String name, JsonNode lines) {
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.path(i); // missing from what is no list
      if (line.isIntegralNumber()) {
        coverage.line(name, i + 1L, line.asLong() > 0);
      }
    }
  }
}
