package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Rule;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single values of a definition. */
final class Values {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,10}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private Values() {}

  static Optional<String> text(Level level, String key, String part, Node value) {
    if (!(value instanceof Scalar scalar)) {
      level.wrongKind(key, part, value, "a text");
      return Optional.empty();
    }
    Reading reading = level.reading();
    reading.places().put(level.inModel(part), value, level.at(key), reading.origins().of(value));
    String other = otherKind(scalar);
    if (other != null && reading.form() == Form.SERVICE) {
      level.fault(
          DefinitionRule.TEXT_TYPE,
          key,
          part,
          value,
          other + " where a text is expected",
          "",
          "put it in quotes: \"" + normalized(scalar) + "\"");
    }
    return Optional.of(normalized(scalar));
  }

  /** What YAML and JSON take a text for that stands without quotes; null for a text. */
  static @Nullable String otherKind(Scalar scalar) {
    if (!scalar.isPlain()) {
      return null;
    }
    return isFlag(scalar)
        ? "a boolean"
        : NUMBER.matcher(scalar.text()).matches() ? "a number" : null;
  }

  static boolean isFlag(Scalar scalar) {
    String word = scalar.text().toLowerCase(Locale.ROOT);
    return scalar.isPlain() && (TRUE.contains(word) || FALSE.contains(word));
  }

  /** The text that the service gets: a boolean in its one spelling (P-1525). */
  static String normalized(Scalar scalar) {
    return isFlag(scalar)
        ? String.valueOf(TRUE.contains(scalar.text().toLowerCase(Locale.ROOT)))
        : scalar.text();
  }

  static Optional<Boolean> flag(Level level, String key, Node value) {
    if (level.reading().origins().isUnknown(value)) {
      return Optional.empty();
    }
    if (value instanceof Scalar scalar) {
      String word = scalar.text().toLowerCase(Locale.ROOT);
      if (TRUE.contains(word) || FALSE.contains(word)) {
        return Optional.of(TRUE.contains(word));
      }
    }
    level.wrongKind(key, key, value, "true or false");
    return Optional.empty();
  }

  static Optional<Integer> integer(Level level, String key, String part, Node value) {
    Reading reading = level.reading();
    if (!(value instanceof Scalar scalar)) {
      level.wrongKind(key, part, value, "a whole number");
      return Optional.empty();
    }
    Knowledge knowledge = reading.origins().of(value);
    reading.places().put(level.inModel(part), value, level.at(key), knowledge);
    if (knowledge == Knowledge.UNKNOWN || knowledge == Knowledge.PARTIAL) {
      return Optional.empty();
    }
    Rule rule = DefinitionRule.WRONG_TYPE;
    String found = "\"" + scalar.text() + "\" is no whole number";
    Integer number = number(scalar.text());
    if (number != null) {
      if (scalar.isPlain() || reading.form() == Form.TEMPLATE) {
        return Optional.of(number);
      }
      level.fault(
          rule, key, part, value, "a text where a number is expected", "", "leave the quotes out");
      return Optional.empty();
    }
    level.fault(rule, key, part, value, found, "whole numbers", "");
    return Optional.empty();
  }

  private static @Nullable Integer number(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return null;
    }
    long number = Long.parseLong(text);
    return number == (int) number ? (int) number : null;
  }

  static <E extends Enum<E>> Optional<E> word(
      Level level,
      String key,
      String part,
      Node value,
      Class<E> type,
      Function<E, String> spelling) {
    if (!(value instanceof Scalar scalar)) {
      level.wrongKind(key, part, value, "a text");
      return Optional.empty();
    }
    Knowledge knowledge = level.reading().origins().of(value);
    level.reading().places().put(level.inModel(part), value, level.at(key), knowledge);
    if (knowledge == Knowledge.UNKNOWN || knowledge == Knowledge.PARTIAL) {
      return Optional.empty();
    }
    Map<String, E> words = new TreeMap<>();
    for (E each : type.getEnumConstants()) {
      words.put(spelling.apply(each), each);
    }
    E word = words.get(scalar.text());
    if (word == null) {
      level.fault(
          DefinitionRule.WORD,
          key,
          part,
          value,
          "\"" + scalar.text() + "\" is unknown",
          String.join(", ", words.keySet()),
          Section.nearest(scalar.text(), words.keySet())
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse(""));
    }
    return Optional.ofNullable(word);
  }
}
