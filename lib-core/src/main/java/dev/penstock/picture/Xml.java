package dev.penstock.picture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes XML, one element a line, with everything escaped that comes from outside. */
final class Xml {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes as name, value, name, value. */
  Xml open(String element, Object... attributes) {
    start(element, attributes);
    out.append(">\n");
    open.push(element);
    return this;
  }

  Xml close() {
    String element = open.pop();
    indent();
    out.append("</").append(element).append(">\n");
    return this;
  }

  Xml empty(String element, Object... attributes) {
    start(element, attributes);
    out.append("/>\n");
    return this;
  }

  Xml text(String element, String content, Object... attributes) {
    start(element, attributes);
    out.append('>').append(escaped(content)).append("</").append(element).append(">\n");
    return this;
  }

  /** Text of our own that needs no escapes. */
  Xml verbatim(String element, String content) {
    start(element);
    out.append('>').append(content).append("</").append(element).append(">\n");
    return this;
  }

  private void start(String element, Object... attributes) {
    indent();
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(value(attributes[i + 1]))
          .append('"');
    }
  }

  private void indent() {
    out.append(" ".repeat(open.size()));
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : escaped(value.toString());
  }

  static String number(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return Letters.visible(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
