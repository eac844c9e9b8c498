package dev.penstock.spec.deploy;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the properties of a resource, whose values may be placeholders. */
record PropertiesReader(Level properties) {

  /** A text that must be there and not be empty. */
  Optional<String> required(String key) {
    if (!properties.has(key)) {
      missing(key, "is missing");
      return Optional.empty();
    }
    Optional<String> text = text(key);
    if (text.isPresent() && text.get().isBlank()) {
      missing(key, "is empty");
      return Optional.empty();
    }
    return text;
  }

  void missing(String key, String what) {
    properties
        .notes()
        .report(
            DeployRule.REQUIRED,
            properties.place(key),
            properties.at(key),
            key + " " + what,
            "",
            "");
  }

  Optional<String> text(String key) {
    Node node = properties.value(key);
    return node == null || node.isNull() ? Optional.empty() : text(node, properties.at(key));
  }

  private Optional<String> text(Node node, DocumentPath path) {
    Optional<String> text = Placeholders.text(node);
    if (text.isEmpty()) {
      properties.wrongKind(node, path, "a text", "");
    } else if (Placeholders.isPlaceholder(text.get())
        && !text.get().equals(EcsAppSpec.TASK_DEFINITION_PLACEHOLDER)) {
      properties
          .notes()
          .report(
              DeployRule.PLACEHOLDER,
              node,
              path,
              "\"" + text.get() + "\" stands for a value",
              "",
              "have it replaced before the deployment");
    }
    return text;
  }

  /** The members of a list, each a text that is not empty; anything else is reported. */
  List<String> members(String key, DeployRule empty) {
    List<String> members = new ArrayList<>();
    Node value = properties.value(key);
    if (!(value instanceof Sequence list)) {
      if (value != null && !value.isNull()) {
        properties.wrongKind(value, properties.at(key), "a list", "begin each entry with a dash");
      }
      return members;
    }
    for (int i = 0; i < list.items().size(); i++) {
      DocumentPath path = properties.at(key).item(i);
      Optional<String> text = text(list.items().get(i), path);
      if (text.isPresent() && text.get().isBlank()) {
        properties.notes().report(empty, list.items().get(i), path, "a member is empty");
      } else {
        text.ifPresent(members::add);
      }
    }
    return members;
  }
}
