package dev.penstock.spec.tree;

import java.util.Collections;
import java.util.List;

/** A list of nodes. */
public final class Sequence extends Node {

  private final List<Node> items;

  Sequence(List<Node> items, int line, int column) {
    super(line, column);
    this.items = Collections.unmodifiableList(items);
  }

  /**
   * The items in order.
   *
   * @return the items
   */
  public List<Node> items() {
    return items;
  }

  @Override
  public String kind() {
    return "a list";
  }
}
