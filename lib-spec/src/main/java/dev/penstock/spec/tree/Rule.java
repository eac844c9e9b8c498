package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Severity;

/** A rule of a format. Each format lists its rules in one enum. */
public interface Rule {

  /**
   * The stable id.
   *
   * @return the id, such as {@code BS020}
   */
  String id();

  /**
   * How much it matters, unless the place says otherwise.
   *
   * @return the severity
   */
  Severity severity();

  /**
   * Its id in the tables of rules that the library follows.
   *
   * @return the id, such as {@code P-147}; empty if it has none there
   */
  default String reference() {
    return "";
  }
}
