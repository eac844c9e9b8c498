package dev.penstock.spec.tree;

import java.util.Collections;
import java.util.List;

/** A list of nodes. */
public final class Sequence extends Node {

  private final List<Node> items;

  Sequence(List<Node> items, int line, int column, int endLine, int endColumn) {
    super(line, column, endLine, endColumn);
    this.items = Collections.unmodifiableList(items);
  }

  private Sequence(List<Node> items, Node at) {
    super(at);
    this.items = items;
  }

  /**
   * A list that replaces another.
   *
   * @param items its items
   * @param at what it replaces, where diagnostics are shown
   * @return the list
   */
  public static Sequence of(List<Node> items, Node at) {
    return new Sequence(List.copyOf(items), at);
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
