package dev.penstock.spec.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.diagnostic.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds nodes from a text that is known to be strict JSON. YAML holds most of JSON, but not its
 * slash and surrogate escapes, its tabs, and its keys of any length.
 */
final class JsonTree {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String ESCAPES = "bfnrt";
  private static final String ESCAPED = "\b\f\n\r\t";

  private final String text;
  private final TextCursor cursor;
  private final TreeReader reader;
  private int next;
  private int nodes;
  private boolean isStopped;

  JsonTree(String text, TreeReader reader) {
    this.text = text;
    this.cursor = new TextCursor(text);
    this.reader = reader;
  }

  /** Whether a text is one object of strict JSON. */
  static boolean isJson(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError("a text was read", e);
    }
  }

  /** The root, as far as the bounds of a tree allow. */
  @Nullable Node build() {
    return node(0);
  }

  boolean isStopped() {
    return isStopped;
  }

  private @Nullable Node node(int depth) {
    char first = peek();
    Position start = cursor.at(next);
    if (!grow(depth, start)) {
      return null;
    }
    return switch (first) {
      case '{' -> mapping(start, depth);
      case '[' -> sequence(start, depth);
      case '"' -> quoted(start);
      default -> word(start);
    };
  }

  private Mapping mapping(Position start, int depth) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    next++;
    while (!isStopped && peek() != '}') {
      if (text.charAt(next) == ',') {
        next++;
        peek();
      }
      Position place = cursor.at(next);
      if (grow(depth + 1, place)) {
        Scalar key = quoted(place);
        peek();
        next++; // the colon
        Node value = node(depth + 1);
        if (value != null) {
          reader.put(entries, key, value);
        }
      }
    }
    Position end = closed();
    return new Mapping(entries, start.line(), start.column(), end.line(), end.column());
  }

  private Sequence sequence(Position start, int depth) {
    List<Node> items = new ArrayList<>();
    next++;
    while (!isStopped && peek() != ']') {
      if (text.charAt(next) == ',') {
        next++;
      }
      Node item = node(depth + 1);
      if (item != null) {
        items.add(item);
      }
    }
    Position end = closed();
    return new Sequence(items, start.line(), start.column(), end.line(), end.column());
  }

  private Position closed() {
    if (!isStopped) {
      next++;
    }
    return cursor.at(next);
  }

  private Scalar quoted(Position start) {
    StringBuilder value = new StringBuilder();
    next++;
    while (text.charAt(next) != '"') {
      char c = text.charAt(next++);
      value.append(c == '\\' ? escaped() : c);
    }
    next++;
    return scalar(value.toString(), Scalar.Style.DOUBLE_QUOTED, start);
  }

  private char escaped() {
    char c = text.charAt(next++);
    if (c == 'u') {
      next += 4;
      return (char) Integer.parseInt(text, next - 4, next, 16);
    }
    int control = ESCAPES.indexOf(c);
    return control < 0 ? c : ESCAPED.charAt(control);
  }

  private Scalar word(Position start) {
    int begin = next;
    while ("\t\n\r ,]}".indexOf(text.charAt(next)) < 0) {
      next++;
    }
    return scalar(text.substring(begin, next), Scalar.Style.PLAIN, start);
  }

  private Scalar scalar(String value, Scalar.Style style, Position start) {
    Position end = cursor.at(next);
    return new Scalar(
        value,
        style == Scalar.Style.PLAIN,
        style,
        reader.notes(),
        start.line(),
        start.column(),
        end.line(),
        end.column());
  }

  /** The next character that is no blank. */
  private char peek() {
    while ("\t\n\r ".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return text.charAt(next);
  }

  private boolean grow(int depth, Position at) {
    nodes++;
    String found = TreeBuilder.tooLarge(nodes, depth);
    if (found != null && !isStopped) {
      isStopped = true;
      reader.report(YamlFault.TOO_LARGE, at, found, "write it plainly");
    }
    return !isStopped;
  }
}
