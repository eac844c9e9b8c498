package dev.penstock.spec.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML in block style that every YAML tool reads alike: a text that any of them
 * could take for something else has double quotes, in which everything beyond ASCII is escaped.
 */
public final class YamlText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]{0,60}");
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");
  private static final String INDENT = "  ";

  private final Map<String, String> tags;
  private final StringBuilder out = new StringBuilder();

  private YamlText(Map<String, String> tags) {
    this.tags = tags;
  }

  /**
   * Writes a mapping.
   *
   * @param root the mapping
   * @param tags short forms of mappings of one text: with {@code Ref} to {@code !Ref}, <code>
   *     {Ref: name}</code> is written {@code !Ref name}
   * @return the text, ended by a line feed
   */
  public static String write(JsonNode root, Map<String, String> tags) {
    YamlText text = new YamlText(tags);
    text.children(root, "");
    return text.out.toString();
  }

  /** The entries of a mapping or of a list that is not empty, each on lines of its own. */
  private void children(JsonNode node, String indent) {
    if (node.isObject()) {
      entries(node, indent, indent);
      return;
    }
    for (JsonNode item : node) {
      out.append(indent).append("-");
      if (isBlock(item) && item.isObject()) {
        out.append(' ');
        entries(item, "", indent + INDENT);
      } else {
        value(item, indent + INDENT);
      }
    }
  }

  private void entries(JsonNode mapping, String firstIndent, String indent) {
    String before = firstIndent;
    for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
      out.append(before).append(scalar(entry.getKey())).append(':');
      value(entry.getValue(), indent + INDENT);
      before = indent;
    }
  }

  private void value(JsonNode value, String indent) {
    if (isBlock(value)) {
      out.append('\n');
      children(value, indent);
      return;
    }
    out.append(' ').append(inline(value)).append('\n');
  }

  private boolean isBlock(JsonNode node) {
    return node.isContainerNode() && !node.isEmpty() && tag(node).isEmpty();
  }

  private String inline(JsonNode value) {
    if (value.isContainerNode() && !value.isEmpty()) {
      return tag(value) + " " + scalar(value.elements().next().asText());
    }
    return value.isTextual() ? scalar(value.asText()) : value.toString();
  }

  private String tag(JsonNode node) {
    if (!node.isObject() || node.size() != 1 || !node.elements().next().isTextual()) {
      return "";
    }
    return tags.getOrDefault(node.fieldNames().next(), "");
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder ascii = new StringBuilder();
    String json = JsonNodeFactory.instance.textNode(text).toString();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7F) {
        ascii.append(c);
      } else {
        ascii.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return ascii.toString();
  }
}
