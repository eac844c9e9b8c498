package dev.penstock.spec.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of an action's configuration, which replace those of its buildspec (B-058). */
final class ConfiguredEnvironment {

  private static final String KEY = "EnvironmentVariables";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, BuildVariable> variables = new LinkedHashMap<>();

  private ConfiguredEnvironment() {}

  /**
   * Reads the configuration.
   *
   * @throws ActionFault if it is faulty; the message withholds values
   */
  static ConfiguredEnvironment read(Map<String, String> configuration) throws ActionFault {
    ConfiguredEnvironment environment = new ConfiguredEnvironment();
    String json = configuration.getOrDefault(KEY, "");
    if (!json.isBlank()) {
      JsonNode list = parse(json);
      for (int i = 0; i < list.size(); i++) {
        environment.add(KEY + "[" + i + "]", list.get(i));
      }
    }
    for (Map.Entry<String, String> entry : configuration.entrySet()) {
      if (entry.getKey().startsWith(KEY + ".")) {
        environment.variables.put(
            entry.getKey().substring(KEY.length() + 1), new BuildVariable.Plain(entry.getValue()));
      }
    }
    return environment;
  }

  private static JsonNode parse(String json) throws ActionFault {
    try {
      JsonNode list = JSON.readTree(json);
      if (list.isArray()) {
        return list;
      }
    } catch (JsonProcessingException e) {
      throw new ActionFault(KEY + ": no JSON at " + e.getLocation().getColumnNr());
    }
    throw new ActionFault(KEY + ": expected a JSON array of {name, value, type}");
  }

  private void add(String path, JsonNode entry) throws ActionFault {
    String name = entry.path("name").asText("");
    String text = entry.path("value").asText("");
    if (name.isEmpty() || !entry.path("value").isValueNode()) {
      throw new ActionFault(path + ": expected {name, value, type}");
    }
    String type = entry.path("type").asText("PLAINTEXT");
    BuildVariable variable =
        BuildVariable.of(type, text)
            .orElseThrow(
                () ->
                    new ActionFault(
                        type.equals("SECRETS_MANAGER")
                            ? path + ": the value of " + name + " names no secret"
                            : "%s.type: found \"%s\"; allowed: %s"
                                .formatted(path, type, BuildVariable.TYPES)));
    variables.put(name, variable);
  }

  /** Where the values come from, by name. */
  Map<String, BuildVariable> variables() {
    return variables;
  }
}
