package dev.penstock.spec.report;

import java.util.Set;

/** What a format makes of an XML document, element by element. Holds the state of one document. */
interface XmlFormat {

  /** The names that the document's first element may have. */
  Set<String> roots();

  /** An element begins. */
  void start(String element, Attributes attributes);

  /** An element ends. */
  void end(String element, String text);

  /** Whether the text within an element is of interest. */
  default boolean wantsText(String element) {
    return false;
  }

  /** The attributes of an element. */
  interface Attributes {

    /** An attribute's value; empty if there is none. */
    String get(String name);
  }
}
