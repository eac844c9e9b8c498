package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out the functions of a template as far as they can be known (P-1519). For the rest stand
 * placeholders, which are marked. Confined to one thread.
 */
final class Resolver {
  private static final String NO_VALUE = "AWS::NoValue";

  private final Template template;
  private final Origins origins;
  private final Placeholders placeholders;
  private final Conditions conditions;
  private final Texts texts;

  Resolver(
      Template template, Map<Atom, Boolean> assumed, Origins origins, Placeholders placeholders) {
    this.template = template;
    this.origins = origins;
    this.placeholders = placeholders;
    this.conditions = new Conditions(template, assumed, this);
    this.texts = new Texts(this, template, origins);
  }

  /** What was asked of conditions and is not known. */
  Set<Atom> undecided() {
    return conditions.undecided();
  }

  /** The node without functions; null for no value. */
  @Nullable Node resolve(Node node) {
    Mapping.Entry function = Expressions.function(node);
    if (function != null) {
      return apply(function, node);
    }
    if (node instanceof Sequence list) {
      List<Node> items = new ArrayList<>();
      for (Node item : list.items()) {
        Node resolved = resolve(item);
        if (resolved != null) {
          items.add(resolved);
        }
      }
      return Sequence.of(items, node);
    }
    return node instanceof Mapping mapping ? entries(mapping) : node;
  }

  /** A mapping whose values hold no functions. */
  Mapping entries(Mapping mapping) {
    List<Mapping.Entry> entries = new ArrayList<>();
    boolean isOpen = false;
    for (Mapping.Entry entry : mapping.entries()) {
      if (entry.name().startsWith("Fn::")) {
        isOpen = true; // what it adds is not known
        continue;
      }
      Node value = resolve(entry.value());
      if (value != null) {
        entries.add(new Mapping.Entry(entry.key(), value));
      }
    }
    Mapping resolved = Mapping.of(entries, mapping);
    if (isOpen) {
      origins.open(resolved);
    }
    return resolved;
  }

  /** The text of a node if all of it is known. */
  @Nullable String knownText(Node node) {
    Node resolved = resolve(node);
    return resolved instanceof Scalar text && origins.of(text).compareTo(Knowledge.PARTIAL) < 0
        ? text.text()
        : null;
  }

  /** A text that stands for a function. */
  Scalar unknown(Node function) {
    return origins.mark(Scalar.of(placeholders.of(function), function), Knowledge.UNKNOWN);
  }

  private @Nullable Node apply(Mapping.Entry function, Node node) {
    Node argument = function.value();
    return switch (function.name()) {
      case Expressions.REF ->
          argument instanceof Scalar name ? refer(name.text(), node) : unknown(node);
      case "Fn::If" -> choose(argument, node);
      case "Fn::Sub" -> texts.substitute(argument, node);
      case "Fn::Join" -> texts.join(argument, node);
      case "Fn::Split" -> texts.split(argument, node);
      case "Fn::Select" -> select(argument, node);
      case "Fn::FindInMap" -> find(argument, node);
      default -> unknown(node);
    };
  }

  private @Nullable Node refer(String name, Node node) {
    if (name.equals(NO_VALUE)) {
      return null;
    }
    String value = template.value(name);
    if (value == null) {
      return unknown(node);
    }
    return template.isList(name)
        ? texts.list(value.replace(" ", ""), ",", node)
        : origins.mark(Scalar.of(value, node), Knowledge.RESOLVED);
  }

  private @Nullable Node choose(Node argument, Node node) {
    if (argument instanceof Sequence list
        && list.items().size() == 3
        && list.items().get(0) instanceof Scalar name) {
      Boolean holds = conditions.holds(name.text());
      if (holds != null) {
        return resolve(list.items().get(holds ? 1 : 2));
      }
    }
    return unknown(node);
  }

  private @Nullable Node select(Node argument, Node node) {
    if (argument instanceof Sequence pair && pair.items().size() == 2) {
      String index = knownText(pair.items().get(0));
      if (index != null
          && index.matches("[0-9]{1,6}")
          && resolve(pair.items().get(1)) instanceof Sequence list
          && Integer.parseInt(index) < list.items().size()) {
        return list.items().get(Integer.parseInt(index));
      }
    }
    return unknown(node);
  }

  private @Nullable Node find(Node argument, Node node) {
    if (argument instanceof Sequence list && list.items().size() >= 3) {
      String map = knownText(list.items().get(0));
      String first = knownText(list.items().get(1));
      String second = knownText(list.items().get(2));
      if (map != null && first != null && second != null) {
        Node value = template.mapped(map, first, second);
        if (value instanceof Scalar text) {
          return origins.mark(Scalar.of(text.text(), node), Knowledge.RESOLVED);
        }
        if (value != null) {
          return value;
        }
      }
    }
    return unknown(node);
  }
}
