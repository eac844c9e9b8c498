package dev.penstock.artifact.format.maven;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a document, without namespaces and attributes (W-016). Reading takes no document
 * type and so no entities of its own, and bounds depth and number of elements.
 */
final class XmlElement {
  private static final int DEEPEST = 64;
  private static final int MOST_ELEMENTS = 500_000;

  private final String name;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlElement(String name) {
    this.name = name;
  }

  /**
   * Reads a document.
   *
   * @throws XMLStreamException if it is not well-formed, has a document type, or breaks a bound
   */
  static XmlElement read(byte[] document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
    try {
      return read(reader);
    } finally {
      reader.close();
    }
  }

  private static XmlElement read(XMLStreamReader reader) throws XMLStreamException {
    Deque<XmlElement> open = new ArrayDeque<>();
    @Nullable XmlElement root = null;
    int count = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++count > MOST_ELEMENTS || open.size() >= DEEPEST) {
            throw new XMLStreamException(
                "more than " + MOST_ELEMENTS + " elements, or deeper than " + DEEPEST);
          }
          XmlElement element = new XmlElement(reader.getLocalName());
          if (open.isEmpty()) {
            root = element;
          } else {
            open.getLast().children.add(element);
          }
          open.addLast(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.getLast().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XMLStreamException("document types and entities are not taken");
        default -> {}
      }
    }
    if (root == null) {
      throw new XMLStreamException("no element");
    }
    return root;
  }

  String name() {
    return name;
  }

  List<XmlElement> children() {
    return children;
  }

  Optional<XmlElement> child(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  /** A child's text; empty if it has none, or only blanks. */
  Optional<String> value(String wanted) {
    return child(wanted).map(XmlElement::text).filter(value -> !value.isEmpty());
  }

  /** Its own text, without blanks around it. */
  String text() {
    return text.toString().strip();
  }
}
