package dev.penstock.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way into a JSON document that leads to at most one value. */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([^.\\[\\]'\"*\\s]+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\]|\\[(\\d{1,6})\\]");

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  static JsonPath parse(String path) {
    int at = path.startsWith("$") ? 1 : 0;
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    while (at > 0 && at < path.length() && matcher.region(at, path.length()).lookingAt()) {
      String index = matcher.group(4);
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      name = name != null ? name : matcher.group(3);
      steps.add(index == null ? new Step(name, -1) : new Step("", Integer.parseInt(index)));
      at = matcher.end();
    }
    if (steps.isEmpty() || at < path.length()) {
      throw new IllegalArgumentException(
          "jsonPath: \""
              + path
              + "\" cannot be read from position "
              + (at + 1)
              + " on; allowed: $ and then .name, ['name'] or [0], at least once");
    }
    return new JsonPath(steps);
  }

  /** The text of the value that the path leads to, if it is a text, a number or a boolean. */
  Optional<String> find(JsonNode document) {
    JsonNode node = document;
    for (Step step : steps) {
      node = step.index() < 0 ? node.path(step.name()) : node.path(step.index());
    }
    return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
  }

  private record Step(String name, int index) {}
}
