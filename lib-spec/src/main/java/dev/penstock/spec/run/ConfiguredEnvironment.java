package dev.penstock.spec.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.build.SecretReference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of an action's configuration, which replace those of its buildspec (B-058). */
final class ConfiguredEnvironment {

  private static final String KEY = "EnvironmentVariables";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> plain = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, SecretReference> secrets = new LinkedHashMap<>();

  private ConfiguredEnvironment() {}

  /**
   * Reads the configuration.
   *
   * @throws IOException if it is faulty; the message withholds values
   */
  static ConfiguredEnvironment read(Map<String, String> configuration) throws IOException {
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
        environment.plain.put(entry.getKey().substring(KEY.length() + 1), entry.getValue());
      }
    }
    return environment;
  }

  private static JsonNode parse(String json) throws IOException {
    try {
      JsonNode list = JSON.readTree(json);
      if (list.isArray()) {
        return list;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(KEY + ": no JSON at " + e.getLocation().getColumnNr(), e);
    }
    throw new IOException(KEY + ": expected a JSON array of {name, value, type}");
  }

  private void add(String path, JsonNode variable) throws IOException {
    String name = variable.path("name").asText("");
    String value = variable.path("value").asText("");
    if (name.isEmpty() || !variable.path("value").isValueNode()) {
      throw new IOException(path + ": expected {name, value, type}");
    }
    String type = variable.path("type").asText("PLAINTEXT");
    switch (type) {
      case "PLAINTEXT" -> plain.put(name, value);
      case "PARAMETER_STORE" -> parameters.put(name, value);
      case "SECRETS_MANAGER" ->
          secrets.put(
              name,
              SecretReference.parse(value)
                  .orElseThrow(
                      () -> new IOException(path + ": the value of " + name + " names no secret")));
      default ->
          throw new IOException(
              path
                  + ".type: found \""
                  + type
                  + "\"; allowed: PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER");
    }
  }

  /** The same buildspec, in which the configured names stand for the configured values. */
  Buildspec applyTo(Buildspec spec) {
    Env env = spec.env();
    Map<String, String> variables = without(env.variables());
    Map<String, String> parameterStore = without(env.parameterStore());
    Map<String, SecretReference> secretsManager = without(env.secretsManager());
    variables.putAll(plain);
    parameterStore.putAll(parameters);
    secretsManager.putAll(secrets);
    return spec.withEnv(
        new Env(
            env.shell(),
            variables,
            parameterStore,
            secretsManager,
            env.exportedVariables(),
            env.gitCredentialHelper()));
  }

  private <V> Map<String, V> without(Map<String, V> values) {
    Map<String, V> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(plain.keySet());
    others.keySet().removeAll(parameters.keySet());
    others.keySet().removeAll(secrets.keySet());
    return others;
  }
}
