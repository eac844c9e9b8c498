package dev.penstock.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Renders the tables of rules and what proves them as one page of Markdown. */
final class CoveragePage {
  private static final String HEAD =
      """
      # Rules, and the tests that prove them

      Generated from the tables in [rules](rules) and the `@Covers` citations in the tests; how to write
      it anew is told in [CONTRIBUTING.md](../CONTRIBUTING.md#rules-and-citations). Each rule is a fact
      about the services and products that the library follows; a test that cites it fails when the rule
      is broken. *Later* and *not done* say plainly what is not there.

      Where a rule and a real file disagree, the rule wins. Three appspecs of ECS and Lambda that pass
      as valid elsewhere say `version: 1` or `1.0`; D-007 makes that a warning, and so does the linter.

      """;

  private final SortedMap<String, List<Rule>> tables;
  private final Map<String, List<Citation>> proofs;

  CoveragePage(SortedMap<String, List<Rule>> tables, List<Citation> citations) {
    this.tables = tables;
    this.proofs = citations.stream().collect(groupingBy(Citation::rule));
  }

  String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        "| page | rules | proved | later | not done |\n| --- | ---: | ---: | ---: | ---: |\n");
    tables.forEach((name, rules) -> page.append(counts("[" + name + "](#" + name + ")", rules)));
    page.append(counts("all", tables.values().stream().flatMap(List::stream).toList()));
    tables.forEach((name, rules) -> page.append(section(name, rules)));
    return page.toString();
  }

  private String counts(String name, List<Rule> rules) {
    long proved = rules.stream().filter(this::isProved).count();
    long declined = rules.stream().filter(rule -> !isProved(rule) && rule.isDeclined()).count();
    long later = rules.size() - proved - declined;
    return "| %s | %d | %d | %d | %d |\n".formatted(name, rules.size(), proved, later, declined);
  }

  private String section(String name, List<Rule> rules) {
    return rules.stream()
        .map(rule -> "| %s | %s | %s |\n".formatted(rule.id(), cell(rule.says()), proof(rule)))
        .collect(
            joining(
                "",
                "\n## " + name + "\n\n| id | what it says | proved by |\n| --- | --- | --- |\n",
                ""));
  }

  private boolean isProved(Rule rule) {
    return proofs.containsKey(rule.id());
  }

  private String proof(Rule rule) {
    return proofs.getOrDefault(rule.id(), List.of()).stream()
        .map(c -> "[%s](../%s)".formatted(c.test(), c.file()))
        .distinct()
        .reduce((first, next) -> first + ", " + next)
        .orElse(cell(rule.status()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
