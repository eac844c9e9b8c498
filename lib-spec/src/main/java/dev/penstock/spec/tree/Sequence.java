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
   * A list that replaces another.
   *
   * @param items its items
   * @param at what it replaces, where diagnostics are shown
   * @return the list
   */
  public static Sequence of(List<Node> items, Node at) {
    return new Sequence(List.copyOf(items), at.position().line(), at.position().column());
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
