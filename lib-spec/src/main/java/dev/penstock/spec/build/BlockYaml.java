package dev.penstock.spec.build;

import dev.penstock.spec.build.ForeignValue.Entries;
import dev.penstock.spec.build.ForeignValue.Items;
import dev.penstock.spec.build.ForeignValue.Text;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML in block style. A text has quotes wherever some tool could take it for
 * something else (B-220 to B-227); scripts of several lines stand below a bar.
 */
final class BlockYaml {

  /** Texts that no tool takes for anything but a text, in block style. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z/$_][ -~]*");

  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");
  private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";
  private static final String UNLESS_JOINED = "-?:";
  private static final String INDENT = "  ";

  /** Beyond this, a key is marked by a question mark, since YAML limits the usual form. */
  private static final int LONGEST_KEY = 500;

  private final StringBuilder out = new StringBuilder();

  private BlockYaml() {}

  static String write(Entries root) {
    BlockYaml yaml = new BlockYaml();
    yaml.entries(root, "", "");
    return yaml.out.toString();
  }

  /** A text that every tool takes for one, without quotes where that is possible. */
  static Text text(String text) {
    return new Text(text, isSafe(text));
  }

  private void entries(Entries mapping, String firstIndent, String indent) {
    String before = firstIndent;
    for (Map.Entry<String, ForeignValue> entry : mapping.entries().entrySet()) {
      String key = scalar(entry.getKey());
      out.append(before);
      if (key.length() > LONGEST_KEY) {
        out.append("? ").append(key).append('\n').append(indent);
      } else {
        out.append(key);
      }
      out.append(':');
      value(entry.getValue(), indent + INDENT);
      before = indent;
    }
  }

  private void items(Items list, String indent) {
    for (ForeignValue item : list.items()) {
      out.append(indent).append('-');
      if (item instanceof Entries mapping && !mapping.entries().isEmpty()) {
        out.append(' ');
        entries(mapping, "", indent + INDENT);
      } else {
        value(item, indent + INDENT);
      }
    }
  }

  private void value(ForeignValue value, String indent) {
    if (value instanceof Entries mapping && !mapping.entries().isEmpty()) {
      out.append('\n');
      entries(mapping, indent, indent);
    } else if (value instanceof Items list && !list.items().isEmpty()) {
      out.append('\n');
      items(list, indent);
    } else if (value instanceof Text text) {
      text(text, indent);
    } else {
      out.append(value instanceof Items ? " []\n" : " {}\n");
    }
  }

  private void text(Text text, String indent) {
    if (text.isPlain() && (text.text().isEmpty() || isPlain(text.text()))) {
      out.append(text.text().isEmpty() ? "" : " ").append(text.text()).append('\n');
    } else if (isBlock(text.text())) {
      block(text.text(), indent);
    } else {
      out.append(' ').append(quoted(text.text())).append('\n');
    }
  }

  /** Lines below a bar, which says what happens to the line ends at their end. */
  private void block(String text, String indent) {
    boolean isEnded = text.endsWith("\n");
    boolean isEndedTwice = text.endsWith("\n\n");
    out.append(isEndedTwice ? " |+\n" : isEnded ? " |\n" : " |-\n");
    String lines = isEnded ? text.substring(0, text.length() - 1) : text;
    for (String line : lines.split("\n", -1)) {
      out.append(line.isEmpty() ? "" : indent).append(line).append('\n');
    }
  }

  private static boolean isBlock(String text) {
    return text.indexOf('\n') > 0
        && !text.isBlank()
        && " \t".indexOf(text.charAt(0)) < 0
        && text.lines().noneMatch(line -> line.endsWith(" ") || line.endsWith("\t"))
        && text.indexOf('\r') < 0
        && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
  }

  private static String scalar(String text) {
    return isSafe(text) ? text : quoted(text);
  }

  private static boolean isSafe(String text) {
    return SAFE.matcher(text).matches()
        && isPlain(text)
        && !WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  private static String quoted(String text) {
    return text.isEmpty() || !text.codePoints().allMatch(BlockYaml::isPrintable)
        ? escaped(text)
        : "'" + text.replace("'", "''") + "'";
  }

  /** Whether YAML takes the text as it stands for one scalar, in block style. */
  private static boolean isPlain(String text) {
    char first = text.charAt(0);
    boolean isJoined = text.length() > 1 && text.charAt(1) != ' ';
    boolean isIndicator =
        INDICATORS.indexOf(first) >= 0 || (UNLESS_JOINED.indexOf(first) >= 0 && !isJoined);
    return !isIndicator
        && first != ' '
        && !text.endsWith(" ")
        && !text.endsWith(":")
        && !text.contains(": ")
        && !text.contains(" #")
        && text.codePoints().allMatch(BlockYaml::isPrintable);
  }

  private static boolean isPrintable(int c) {
    return (c >= ' ' && c <= '~')
        || (c >= 0xA0 && c <= 0xD7FF && c != 0x2028 && c != 0x2029)
        || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF)
        || c > 0xFFFF;
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c >= ' ' && c <= '~') {
            quoted.append(c);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
