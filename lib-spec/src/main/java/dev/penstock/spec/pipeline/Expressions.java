package dev.penstock.spec.pipeline;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of templates, in their long and short forms. */
final class Expressions {
  static final String REF = "Ref";
  static final String CONDITION = "Condition";

  private static final String[] NAMES = {
    "And", "Base64", "Cidr", "Equals", "FindInMap", "GetAZs", "GetAtt", "If", "ImportValue",
    "Join", "Length", "Not", "Or", "Select", "Split", "Sub", "ToJsonString", "Transform"
  };

  private Expressions() {}

  /** The short forms, and what they stand for. */
  static Map<String, String> shortForms() {
    Map<String, String> forms = new HashMap<>();
    for (String name : NAMES) {
      forms.put("!" + name, "Fn::" + name);
    }
    forms.put("!" + REF, REF);
    forms.put("!" + CONDITION, CONDITION);
    return forms;
  }

  /** The only entry of a mapping that is a function; null for anything else. */
  static Mapping.@Nullable Entry function(Node node) {
    if (!(node instanceof Mapping mapping) || mapping.entries().size() != 1) {
      return null;
    }
    Mapping.Entry entry = mapping.entries().iterator().next();
    boolean isFunction =
        entry.name().startsWith("Fn::")
            || ((entry.name().equals(REF) || entry.name().equals(CONDITION))
                && entry.value() instanceof Scalar);
    return isFunction ? entry : null;
  }

  /** The text of a node: equal for nodes that mean the same. */
  static String text(Node node) {
    Mapping.Entry function = function(node);
    if (function != null && function.value() instanceof Scalar name) {
      if (function.name().equals(REF) || function.name().equals("Fn::GetAtt")) {
        return "${" + name.text() + "}";
      }
    }
    if (function != null
        && function.name().equals("Fn::GetAtt")
        && function.value() instanceof Sequence parts
        && parts.items().stream().allMatch(Scalar.class::isInstance)) {
      return parts.items().stream()
          .map(part -> ((Scalar) part).text())
          .collect(Collectors.joining(".", "${", "}"));
    }
    if (node instanceof Scalar scalar) {
      return TextNode.valueOf(scalar.text()).toString();
    }
    if (node instanceof Sequence list) {
      return list.items().stream()
          .map(Expressions::text)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return ((Mapping) node)
        .entries().stream()
            .map(entry -> TextNode.valueOf(entry.name()) + ":" + text(entry.value()))
            .collect(Collectors.joining(",", "{", "}"));
  }
}
