package dev.penstock.spec.tree;

import java.util.Map;

/**
 * What distinguishes documents of one kind before their format matters.
 *
 * @param firstKey the key that such documents begin with, for hints
 * @param functions the tags that stand for a mapping of one entry, and the key of that entry: if
 *     {@code !Ref} stands for {@code Ref}, {@code !Ref name} is read as <code>{Ref: name}</code>
 */
public record Dialect(String firstKey, Map<String, String> functions) {

  /** Documents that begin with a version, without tags. */
  static final Dialect VERSIONED = new Dialect("version", Map.of());

  /** Copies the tags. */
  public Dialect {
    functions = Map.copyOf(functions);
  }
}
