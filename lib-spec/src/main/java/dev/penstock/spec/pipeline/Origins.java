package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What is known about the nodes that replace functions of a template. Confined to one thread. */
final class Origins {
  private final IdentityHashMap<Node, Knowledge> known = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  <T extends Node> T mark(T node, Knowledge knowledge) {
    known.put(node, knowledge);
    return node;
  }

  Knowledge of(Node node) {
    return known.getOrDefault(node, Knowledge.WRITTEN);
  }

  boolean isUnknown(Node node) {
    return of(node) == Knowledge.UNKNOWN;
  }

  /** Notes a mapping that may get further entries. */
  void open(Mapping mapping) {
    open.add(mapping);
  }

  boolean isOpen(Node mapping) {
    return open.contains(mapping);
  }
}
