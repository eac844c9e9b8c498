package dev.penstock.spec.tree;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a document, such as {@code phases.build.commands[2]}; spelt out only when asked.
 */
public final class DocumentPath {

  /** The whole document. */
  public static final DocumentPath ROOT = new DocumentPath(null, "", -1);

  private final @Nullable DocumentPath parent;
  private final String name;
  private final int index;

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
    StringBuilder text = new StringBuilder();
    spell(text);
    return text.toString();
  }

  private void spell(StringBuilder text) {
    if (parent == null) {
      return;
    }
    parent.spell(text);
    if (index >= 0) {
      text.append('[').append(index).append(']');
    } else {
      text.append(text.length() == 0 ? "" : ".").append(name);
    }
  }
}
