package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a template that functions refer to, and what a deployment gives. */
final class Template {
  private final Mapping root;
  private final Map<String, String> values;

  private Template(Mapping root, Map<String, String> values) {
    this.root = root;
    this.values = values;
  }

  /** A template of which nobody knows how it will be deployed. */
  static Template unknown(Mapping root) {
    return new Template(root, Map.of());
  }

  /** A template with parameters; those that are not given have their default. */
  static Template deployed(Mapping root, Map<String, String> given) {
    Map<String, String> values = new HashMap<>();
    if (section(root, "Parameters") instanceof Mapping parameters) {
      for (Mapping.Entry entry : parameters.entries()) {
        if (section(entry.value(), "Default") instanceof Scalar text) {
          values.put(entry.name(), text.text());
        }
      }
    }
    values.putAll(given);
    return new Template(root, values);
  }

  /** The value of a parameter; null if it is unknown. */
  @Nullable String value(String parameter) {
    return values.get(parameter);
  }

  /** Whether a parameter's value is a list, written with commas. */
  boolean isList(String parameter) {
    Node type = at("Parameters", parameter, "Type");
    return type instanceof Scalar text
        && (text.text().equals("CommaDelimitedList") || text.text().startsWith("List<"));
  }

  /** A named condition; null if there is none. */
  @Nullable Node condition(String name) {
    return at("Conditions", name);
  }

  /** A value of a mapping; null if there is none. */
  @Nullable Node mapped(String map, String first, String second) {
    return at("Mappings", map, first, second);
  }

  private @Nullable Node at(String... keys) {
    Node node = root;
    for (String key : keys) {
      node = section(node, key);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  private static @Nullable Node section(Node node, String key) {
    Mapping.Entry entry = node instanceof Mapping mapping ? mapping.entry(key) : null;
    return entry == null ? null : entry.value();
  }
}
