package dev.penstock.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.conventions.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of rules is current, and no citation or rule is lost. */
class CoverageTest {
  private static final Path REPOSITORY = SourceTree.repository();
  private static final Path PAGE = REPOSITORY.resolve("docs/coverage.md");

  private final SortedMap<String, List<Rule>> tables = tables();
  private final List<Citation> citations = Citation.in(REPOSITORY);

  @Test
  void thePageIsCurrent() throws IOException {
    String text = new CoveragePage(tables, citations).text();
    if (Boolean.getBoolean("penstock.coverage.write")) {
      Files.writeString(PAGE, text);
    }
    String committed = Files.exists(PAGE) ? Files.readString(PAGE).replace("\r\n", "\n") : "";
    assertTrue(
        text.equals(committed),
        "docs/coverage.md is stale; write it anew as CONTRIBUTING.md says under"
            + " \"Rules and citations\"");
  }

  @Test
  void eachRuleStandsInOneTableOnce() {
    Set<String> seen = new HashSet<>();
    List<String> twice =
        tables.values().stream()
            .flatMap(List::stream)
            .map(Rule::id)
            .filter(id -> !seen.add(id))
            .toList();
    assertEquals(List.of(), twice);
  }

  @Test
  void eachCitedRuleExists() {
    Set<String> known = ids();
    List<Citation> unknown = citations.stream().filter(c -> !known.contains(c.rule())).toList();
    assertEquals(List.of(), unknown);
  }

  /** Runs only where the pages that the tables were drawn from lie beside the repository. */
  @Test
  void noRuleOfTheReferenceIsMissing() {
    Path reference =
        Path.of(
            System.getProperty(
                "penstock.reference", REPOSITORY.resolve("../shared/reference").toString()));
    assumeTrue(Files.isDirectory(reference), "the reference pages are not here");
    Pattern definition = Pattern.compile("(?m)^\\|\\s*[*`]*((?:AP|RP|[PBDAW])-\\d+|BS\\d{3})\\b");
    Set<String> missing = new TreeSet<>();
    for (Path page : SourceTree.files(reference, ".md")) {
      definition
          .matcher(SourceTree.text(page))
          .results()
          .forEach(found -> missing.add(found.group(1)));
    }
    assertTrue(missing.removeAll(ids()), "no rule found in the reference pages");
    assertEquals(Set.of(), missing);
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    tables.values().forEach(rules -> rules.forEach(rule -> ids.add(rule.id())));
    return ids;
  }

  private static SortedMap<String, List<Rule>> tables() {
    SortedMap<String, List<Rule>> tables = new TreeMap<>();
    for (Path table : SourceTree.files(REPOSITORY.resolve("docs/rules"), ".tsv")) {
      tables.put(table.getFileName().toString().replace(".tsv", ""), Rule.read(table));
    }
    return tables;
  }
}
