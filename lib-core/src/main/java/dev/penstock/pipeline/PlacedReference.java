package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A reference to a variable, and where it stands.
 *
 * @param path within its action or rule
 * @param reference the reference
 */
record PlacedReference(String path, VariableReference reference) {

  /** Those of an action, or of a cell, wherever references are resolved (P-510). */
  static List<PlacedReference> of(Action action) {
    List<PlacedReference> found = new ArrayList<>();
    add(action.configuration(), action.commands(), found);
    List<EnvironmentVariable> environment = action.environmentVariables();
    for (int i = 0; i < environment.size(); i++) {
      add(".environmentVariables[" + i + "].value", environment.get(i).value(), found);
    }
    return found;
  }

  /** Those of a rule. */
  static List<PlacedReference> of(Rule rule) {
    List<PlacedReference> found = new ArrayList<>();
    add(rule.configuration(), rule.commands(), found);
    return found;
  }

  private static void add(
      Map<String, String> configuration, List<String> commands, List<PlacedReference> found) {
    for (Map.Entry<String, String> entry : configuration.entrySet()) {
      add(".configuration." + entry.getKey(), entry.getValue(), found);
    }
    for (int i = 0; i < commands.size(); i++) {
      add(".commands[" + i + "]", commands.get(i), found);
    }
  }

  private static void add(String path, String value, List<PlacedReference> found) {
    if (value.indexOf('#') >= 0) {
      for (VariableReference reference : VariableReference.in(value)) {
        found.add(new PlacedReference(path, reference));
      }
    }
  }
}
