package dev.penstock.samples.quickstart.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes HTML and SVG that is well formed and escaped. Confined to one thread. */
final class Markup {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are names and values in turn. */
  Markup open(String element, Object... attributes) {
    tag(element, attributes).append(">\n");
    open.push(element);
    return this;
  }

  Markup close() {
    text.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** An element that holds text only. */
  Markup leaf(String element, String content, Object... attributes) {
    tag(element, attributes).append('>').append(escaped(content));
    text.append("</").append(element).append(">\n");
    return this;
  }

  /** An SVG element without content, but with a tooltip. */
  Markup shape(String element, String tooltip, Object... attributes) {
    tag(element, attributes);
    if (tooltip.isEmpty()) {
      text.append("/>\n");
    } else {
      text.append("><title>").append(escaped(tooltip)).append("</title></").append(element);
      text.append(">\n");
    }
    return this;
  }

  /** What is markup already. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return text.toString();
  }

  private StringBuilder tag(String element, Object... attributes) {
    text.append('<').append(element);
    for (int index = 0; index < attributes.length; index += 2) {
      text.append(' ').append(attributes[index]).append("=\"");
      text.append(escaped(value(attributes[index + 1]))).append('"');
    }
    return text;
  }

  private static String value(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
    return value.toString();
  }

  static String escaped(String content) {
    StringBuilder safe = new StringBuilder(content.length());
    for (int index = 0; index < content.length(); index++) {
      char character = content.charAt(index);
      switch (character) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        default -> safe.append(character < ' ' && character != '\n' ? ' ' : character);
      }
    }
    return safe.toString();
  }
}
