package dev.penstock.spec.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks over an XML document without trusting it: document types are skipped, nothing outside is
 * read, entities are not expanded, and depth and texts are bounded.
 */
final class XmlWalk {

  private static final int MAX_DEPTH = 1_000;

  private final String file;
  private final XmlFormat format;
  private final Deque<StringBuilder> texts = new ArrayDeque<>();
  private int depth;

  private XmlWalk(String file, XmlFormat format) {
    this.file = file;
    this.format = format;
  }

  static void over(String file, LimitedStream in, XmlFormat format) throws IOException {
    new XmlWalk(file, format).over(in);
  }

  private void over(LimitedStream in) throws IOException {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(XmlCharacters.of(file, in));
      while (reader.hasNext()) {
        visit(reader, next(reader));
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof ReportException fault) {
        throw fault;
      }
      throw wrong(e.getLocation() == null ? 1 : e.getLocation().getLineNumber(), "no XML");
    }
  }

  /** The platform's parser has faults that broken documents bring to light. */
  private static int next(XMLStreamReader reader) throws XMLStreamException {
    try {
      return reader.next();
    } catch (RuntimeException e) {
      throw new XMLStreamException("the parser has failed", reader.getLocation(), e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((id, system, base, space) -> new ByteArrayInputStream(new byte[0]));
    return factory;
  }

  private void visit(XMLStreamReader reader, int event) throws ReportException {
    int line = reader.getLocation().getLineNumber();
    try {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> start(reader, line);
        case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName());
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            texts.forEach(text -> append(text, reader));
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw wrong(line, "entity \"" + reader.getLocalName() + "\"; entities are not read");
        default -> {}
      }
    } catch (TooMuchException e) {
      throw wrong(line, String.valueOf(e.getMessage()));
    }
  }

  private void start(XMLStreamReader reader, int line) throws ReportException {
    String name = reader.getLocalName();
    if (depth == 0 && !format.roots().contains(name)) {
      throw wrong(
          line,
          "found element \"%s\"; allowed: %s"
              .formatted(name, String.join(", ", format.roots().stream().sorted().toList())));
    }
    if (++depth > MAX_DEPTH) {
      throw wrong(line, "more than " + MAX_DEPTH + " elements deep");
    }
    format.start(
        name,
        attribute -> {
          String value = reader.getAttributeValue(null, attribute);
          return value == null ? "" : value;
        });
    if (format.wantsText(name)) {
      texts.push(new StringBuilder());
    }
  }

  private void end(String name) {
    depth--;
    format.end(name, format.wantsText(name) ? texts.pop().toString().strip() : "");
  }

  private static void append(StringBuilder text, XMLStreamReader reader) {
    int room = Math.min(2 * TestCase.MAX_MESSAGE - text.length(), reader.getTextLength());
    if (room > 0) {
      text.append(reader.getTextCharacters(), reader.getTextStart(), room);
    }
  }

  private ReportException wrong(int line, String found) {
    return new ReportException(file + ":" + Math.max(1, line) + ": " + found);
  }
}
