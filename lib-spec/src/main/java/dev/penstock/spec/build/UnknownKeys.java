package dev.penstock.spec.build;

import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the keys that mean nothing, with what stands below them (B-022). */
final class UnknownKeys {

  private final List<UnknownKey> found = new ArrayList<>(0);
  private final IdentityHashMap<Node, ForeignValue> converted = new IdentityHashMap<>(0);

  private UnknownKeys() {}

  static List<UnknownKey> of(Mapping root, Shape shape) {
    UnknownKeys keys = new UnknownKeys();
    keys.walk(root, shape, new ArrayList<>());
    return keys.found;
  }

  private void walk(Node node, Shape shape, List<String> path) {
    if (node instanceof Mapping mapping) {
      for (Mapping.Entry entry : mapping.entries()) {
        boolean isKnown = shape.knows(entry.name());
        Shape inner = isKnown ? shape.below(entry.name()) : null;
        if (isKnown && (inner == null || entry.value() instanceof Scalar)) {
          continue;
        }
        path.add(entry.name());
        if (inner == null) {
          found.add(new UnknownKey(path, value(entry.value())));
        } else {
          walk(entry.value(), inner, path);
        }
        path.remove(path.size() - 1);
      }
    } else if (node instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        path.add(Integer.toString(i));
        walk(list.items().get(i), shape, path);
        path.remove(path.size() - 1);
      }
    }
  }

  private ForeignValue value(Node node) {
    if (node instanceof Scalar scalar) {
      return new ForeignValue.Text(scalar.text(), scalar.isPlain());
    }
    ForeignValue known = converted.get(node);
    if (known != null) {
      return known;
    }
    ForeignValue value;
    if (node instanceof Sequence list) {
      value = new ForeignValue.Items(list.items().stream().map(this::value).toList());
    } else {
      Map<String, ForeignValue> entries = new LinkedHashMap<>();
      ((Mapping) node).entries().forEach(entry -> entries.put(entry.name(), value(entry.value())));
      value = new ForeignValue.Entries(entries);
    }
    converted.put(node, value);
    return value;
  }
}
