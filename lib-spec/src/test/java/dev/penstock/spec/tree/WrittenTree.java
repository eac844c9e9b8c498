package dev.penstock.spec.tree;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random document, and ways of writing it that must all read alike. */
final class WrittenTree {

  private static final String[] TEXTS = {
    "",
    "a",
    "3.10",
    "007",
    "yes",
    "null",
    "~",
    "1e3",
    "0x1F",
    "1:30",
    "2021-01-01",
    "a: b",
    "# no note",
    "it's",
    "say \"x\"",
    "back\\slash",
    "- dash",
    "*star",
    "&and",
    "<<",
    "!bang",
    " led",
    "trailed ",
    "two\nlines",
    "two\nlines\n",
    "\n",
    "tab\tin",
    "\uD83D\uDE80",
    "x".repeat(300)
  };

  private final Random random;

  /** Shared parts, which the style with aliases writes once. */
  private final IdentityHashMap<Object, String> anchors = new IdentityHashMap<>();

  private final List<Object> made = new ArrayList<>();

  WrittenTree(long seed) {
    this.random = new Random(seed);
  }

  /** A mapping of texts, lists and mappings. */
  Map<String, Object> document() {
    return mapping(3);
  }

  private Map<String, Object> mapping(int depth) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    int size = depth == 3 ? 1 + random.nextInt(5) : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      mapping.put("k" + i + (random.nextInt(4) == 0 ? text() : ""), value(depth - 1));
    }
    made.add(mapping);
    return mapping;
  }

  private Object value(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (!made.isEmpty() && random.nextInt(8) == 0) {
      return made.get(random.nextInt(made.size()));
    }
    if (kind < 2) {
      return text();
    }
    if (kind == 2) {
      return mapping(depth);
    }
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(depth - 1));
    }
    made.add(items);
    return items;
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  /** Strict JSON, with escapes that only JSON has. */
  String json(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      List<String> entries = new ArrayList<>();
      mapping.forEach((key, each) -> entries.add(json(key) + blank() + ":" + blank() + json(each)));
      return "{" + blank() + String.join(blank() + "," + blank(), entries) + blank() + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",\t", list.stream().map(this::json).toList()) + "]";
    }
    return escaped(String.valueOf(value), true);
  }

  private String blank() {
    return List.of("", " ", "\n", "\t", "\r\n  ").get(random.nextInt(5));
  }

  private String escaped(String text, boolean isJson) {
    StringBuilder escaped = new StringBuilder("\"");
    boolean isEscaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
        continue;
      }
      if (c == '\n') {
        escaped.append("\\n");
        continue;
      }
      isEscaped = Character.isLowSurrogate(c) ? isEscaped : random.nextInt(6) == 0;
      if (c < ' ' || (isJson && isEscaped)) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.append('"').toString();
  }

  /** YAML in blocks, with every style of text, comments, and aliases for what occurs twice. */
  String yaml(Map<String, Object> document) {
    anchors.clear();
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "---\n" : "");
    block(document, 0, text);
    return text + (random.nextBoolean() ? "...\n" : "");
  }

  private void block(Map<?, ?> mapping, int indent, StringBuilder text) {
    mapping.forEach(
        (key, value) -> {
          if (random.nextInt(5) == 0) {
            text.append(" ".repeat(random.nextInt(indent + 1))).append("# a note: {\n");
          }
          text.append(" ".repeat(indent)).append(inline(String.valueOf(key))).append(':');
          value(value, indent, 0, text);
        });
  }

  private void value(Object value, int indent, int least, StringBuilder text) {
    if (value instanceof String scalar) {
      text.append(' ');
      if (isLines(scalar) && random.nextBoolean()) {
        lines(scalar, indent + 2, text);
      } else {
        text.append(inline(scalar)).append(random.nextInt(3) == 0 ? " # note\n" : "\n");
      }
      return;
    }
    String known = anchors.get(value);
    if (known != null) {
      text.append(" *").append(known).append('\n');
      return;
    }
    String anchor = "n" + anchors.size();
    anchors.put(value, anchor);
    text.append(" &").append(anchor);
    boolean isEmpty =
        value instanceof List<?> list ? list.isEmpty() : ((Map<?, ?>) value).isEmpty();
    if (isEmpty) {
      text.append(value instanceof List ? " []\n" : " {}\n");
    } else if (value instanceof Map<?, ?> mapping) {
      text.append('\n');
      block(mapping, indent + 2, text);
    } else {
      text.append('\n');
      int dashes = indent + Math.max(least, random.nextInt(2) * 2);
      for (Object item : (List<?>) value) {
        text.append(" ".repeat(dashes)).append('-');
        value(item, dashes, 2, text);
      }
    }
  }

  private static boolean isLines(String scalar) {
    return scalar.strip().equals(scalar.replaceAll("\n$", "")) && !scalar.isBlank();
  }

  private void lines(String scalar, int indent, StringBuilder text) {
    text.append(scalar.endsWith("\n") ? "|\n" : "|-\n");
    scalar.lines().forEach(line -> text.append(" ".repeat(indent)).append(line).append('\n'));
  }

  private String inline(String scalar) {
    boolean isPlain =
        scalar.matches("[A-Za-z0-9.]+") && !scalar.equals("null") && scalar.length() < 99;
    if (isPlain && random.nextBoolean()) {
      return scalar;
    }
    return scalar.contains("\n") || scalar.contains("\t") || random.nextBoolean()
        ? escaped(scalar, false)
        : "'" + scalar.replace("'", "''") + "'";
  }
}
