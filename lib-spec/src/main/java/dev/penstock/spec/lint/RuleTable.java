package dev.penstock.spec.lint;

import com.google.common.collect.ImmutableMap;
import dev.penstock.diagnostic.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The tables of rules beside this class: one rule a line, columns separated by tabs. */
final class RuleTable {

  static final List<String> NAMES = List.of("buildspec", "appspec", "pipeline", "lint");
  static final Map<String, LintRule> RULES = read();

  private static final int COLUMNS = 8;

  private RuleTable() {}

  private static Map<String, LintRule> read() {
    ImmutableMap.Builder<String, LintRule> rules = ImmutableMap.builder();
    NAMES.stream()
        .flatMap(name -> lines(name + ".tsv").stream())
        .map(RuleTable::rule)
        .forEach(rule -> rules.put(rule.id(), rule));
    return rules.buildOrThrow();
  }

  /** The lines of a table without its comments. */
  static List<String> lines(String table) {
    try (InputStream bytes = RuleTable.class.getResourceAsStream(table)) {
      byte[] content = Objects.requireNonNull(bytes, table).readAllBytes();
      return new String(content, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError("the library's own " + table + " cannot be read", e);
    }
  }

  private static LintRule rule(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != COLUMNS) {
      throw new AssertionError(cells.length + " columns: " + line);
    }
    return new LintRule(
        cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]);
  }

  /** The severer of what a table says in one word and what is found. */
  static Severity severer(String word, Severity found) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(word)) {
        return severity.compareTo(found) < 0 ? severity : found;
      }
    }
    return found;
  }
}
