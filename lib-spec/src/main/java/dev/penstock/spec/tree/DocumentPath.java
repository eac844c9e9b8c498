package dev.penstock.spec.tree;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a document, such as {@code phases.build.commands[2]}; spelt out only when asked,
 * with the replacement character in place of line ends and terminal controls.
 */
public final class DocumentPath {

  /** The whole document. */
  public static final DocumentPath ROOT = new DocumentPath(null, "", -1);

  private final @Nullable DocumentPath parent;
  private final String name;
  private final int index;
  private @Nullable String spelling; // kept where it begins the paths of parts

  private DocumentPath(@Nullable DocumentPath parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /**
   * A part of a mapping.
   *
   * @param key its key
   * @return the part's path
   */
  public DocumentPath key(String key) {
    return new DocumentPath(this, key, -1);
  }

  /**
   * A part of a list.
   *
   * @param position counted from 0
   * @return the part's path
   */
  public DocumentPath item(int position) {
    return new DocumentPath(this, "", position);
  }

  @Override
  public String toString() {
    if (parent == null) {
      return "";
    }
    String whole = parent.spelling();
    if (index >= 0) {
      return whole + "[" + index + "]";
    }
    String part = Findings.printable(name);
    return whole.isEmpty() ? part : whole + "." + part;
  }

  /** The same as the text, which a list with many faults is asked for by each of them. */
  private String spelling() {
    String known = spelling;
    if (known == null) {
      known = toString();
      spelling = known;
    }
    return known;
  }
}
