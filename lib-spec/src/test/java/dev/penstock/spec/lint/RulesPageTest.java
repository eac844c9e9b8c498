package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rules is current, and the tables behind it name every rule, and no other. */
class RulesPageTest {

  private static final Path PAGE = Path.of("../docs/rules.md");
  private static final Path CORE = Path.of("../lib-core/src/main/java/dev/penstock");

  /**
   * What only a server's reader says, only the reader with an image, only one that takes pipelines
   * of any host, and what no file can say.
   */
  private static final Set<String> NOT_OF_THE_LINTER =
      Set.of(
          "appspec.not-server",
          "BS063",
          "pipeline.unknown-type",
          "pipeline.after",
          "pipeline.files-without-output",
          "pipeline.matrix",
          "pipeline.stage-timeout");

  private static final Pattern REPORTED =
      Pattern.compile(
          "\\b(?:error|warning|count|length|fault)\\(\\s*(?:faults,\\s*)?\"([a-z][a-z-]+)\"");
  private static final Pattern OF_TRIGGERS =
      Pattern.compile("\"(?:code)?pipeline\\.(trigger-[a-z-]+)\"");

  @Test
  void thePageIsCurrent() throws IOException {
    String text = new RulesPage().text();
    if (Boolean.getBoolean("penstock.rules.write")) {
      Files.writeString(PAGE, text);
    }
    String committed = Files.exists(PAGE) ? Files.readString(PAGE).replace("\r\n", "\n") : "";
    assertTrue(
        text.equals(committed),
        "docs/rules.md is stale; write it anew as CONTRIBUTING.md says under \"Rules of the linter\"");
  }

  @Test
  void everyRuleOfAFileHasAnExample() throws IOException {
    RulesPage page = new RulesPage();
    assertEquals(
        List.of(),
        page.withoutExample().stream().filter(id -> !NOT_OF_THE_LINTER.contains(id)).toList());
    assertEquals(List.of(), page.unexplained());
  }

  @Test
  void everyRuleOfPipelinesHasItsText() throws IOException {
    Set<String> reported = named("pipeline", REPORTED);
    reported.addAll(named("source", OF_TRIGGERS));
    assertTrue(reported.size() > 50, reported::toString);
    Set<String> table = ids("pipeline.");
    assertEquals(Set.of(), minus(reported, table), "without text");
    assertEquals(Set.of(), minus(table, reported), "in no source");
  }

  @Test
  void everyFaultOfTheLinterHasItsText() {
    assertEquals(
        Stream.of(LintFault.values())
            .map(LintFault::id)
            .collect(Collectors.toCollection(TreeSet::new)),
        ids("lint."));
    for (LintFault fault : LintFault.values()) {
      LintRule rule = LintRule.find(fault.id()).orElseThrow();
      assertEquals(fault.severity().name().toLowerCase(java.util.Locale.ROOT), rule.service());
    }
  }

  @Test
  void severitiesAreWords() {
    Pattern words = Pattern.compile("(error|warning|info)(/(error|warning|info))?|off");
    for (LintRule rule : LintRule.all()) {
      for (String severity : List.of(rule.service(), rule.agent(), rule.strict())) {
        assertTrue(words.matcher(severity).matches(), rule::toString);
      }
      for (String text : List.of(rule.what(), rule.why(), rule.mend())) {
        assertTrue(!text.isBlank() && !text.endsWith("."), rule::toString);
      }
    }
  }

  /** The rules that the sources of a folder name. */
  private static Set<String> named(String folder, Pattern pattern) throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.list(CORE.resolve(folder))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        pattern
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> named.add("pipeline." + found.group(1)));
      }
    }
    return named;
  }

  private static Set<String> ids(String prefix) {
    return LintRule.all().stream()
        .map(LintRule::id)
        .filter(id -> id.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
