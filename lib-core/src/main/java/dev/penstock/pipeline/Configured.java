package dev.penstock.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration of one action, with the faults that are found in it. */
final class Configured {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PlacedAction action;
  private final Faults faults;

  Configured(PlacedAction action, Faults faults) {
    this.action = action;
    this.faults = faults;
  }

  Action action() {
    return action.action();
  }

  boolean has(String key) {
    return action().configuration().containsKey(key);
  }

  boolean is(String key, String value) {
    return value.equals(action().configuration().get(key));
  }

  /** A value that is known before the execution: without references. */
  Optional<String> known(String key) {
    return Optional.ofNullable(action().configuration().get(key))
        .filter(value -> VariableReference.in(value).isEmpty());
  }

  /** Reports what one key should have been. */
  void fault(String reference, String key, String found, String allowed) {
    faults.error("configuration", reference, action.at(".configuration." + key), found, allowed);
  }

  void warning(String reference, String key, String found, String allowed) {
    faults.warning("configuration", reference, action.at(".configuration." + key), found, allowed);
  }

  /** Reports keys that are needed under a condition and missing. */
  void needs(String reference, String why, String... keys) {
    for (String key : keys) {
      if (!has(key)) {
        faults.error(
            "required-key",
            reference,
            action.at(".configuration"),
            action().type() + " without \"" + key + "\"",
            "\"" + key + "\" " + why);
      }
    }
  }

  /** Reports a value that does not match. */
  void matches(String reference, String key, Pattern pattern, String allowed) {
    known(key)
        .filter(value -> !pattern.matcher(value).matches())
        .ifPresent(value -> fault(reference, key, "\"" + value + "\"", allowed));
  }

  /** Reports a value that names an artifact which is no input. */
  void namesInput(String reference, String key, String artifact) {
    List<String> inputs = action().inputArtifacts();
    if (!inputs.contains(artifact)) {
      fault(
          reference,
          key,
          "\"" + artifact + "\" is no input of the action",
          inputs.isEmpty() ? "none, it has no inputs" : String.join(", ", inputs));
    }
  }

  /** The value as JSON, if it is there and known; reports text that is none, or of another kind. */
  Optional<JsonNode> json(String reference, String key, boolean isArray) {
    Optional<String> text = known(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(text.get());
      if (isArray ? node.isArray() : node.isObject()) {
        return Optional.of(node);
      }
    } catch (JsonProcessingException e) {
      // reported below, with what is allowed
    }
    fault(
        reference,
        key,
        "not JSON text of " + (isArray ? "an array" : "an object"),
        isArray ? "a JSON array" : "a JSON object");
    return Optional.empty();
  }
}
