package dev.penstock.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Citations are found where they stand, and shown on the page. */
class CitationTest {
  private static final String TEST =
      """
      package a;

      @Covers("P-1")
      class GateTest {
        static final String NO_CITATION = "@Covers(\\"P-9\\")";

        // @Covers("P-9")
        @Covers({"P-2", "P-5"})
        @Test
        void opens() {}

        @Nested
        class WhenClosed {
          @Covers(value = {"P-2"})
          @Test
          void stays() {}
        }
      }
      """;

  @TempDir Path root;
  private Path repository = Path.of("");

  @BeforeEach
  void repositoryWithOneTest() throws IOException {
    repository = root.resolve("a checkout");
    write("lib-gate/src/test/java/a/GateTest.java");
    write("lib-gate/target/src/test/java/a/GateTest.java");
    write("lib-gate/src/main/java/a/GateTest.java");
  }

  private void write(String path) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, TEST);
  }

  @Test
  void areFoundOnTypesMethodsAndNestedTests() {
    String file = "lib-gate/src/test/java/a/GateTest.java";
    assertEquals(
        List.of(
            new Citation("P-1", "GateTest", file),
            new Citation("P-2", "GateTest#opens", file),
            new Citation("P-5", "GateTest#opens", file),
            new Citation("P-2", "GateTest.WhenClosed#stays", file)),
        Citation.in(repository));
  }

  @Test
  void areShownBesideTheirRules() {
    var tables = new TreeMap<String, List<Rule>>();
    tables.put(
        "gates",
        List.of(
            new Rule("P-1", "A gate opens | closes", "later: gates"),
            new Rule("P-2", "A closed gate stays", "not done: gates"),
            new Rule("P-3", "Gates are blue", "not done: a colour"),
            new Rule("P-4", "Gates creak", "later: noise")));
    String page = new CoveragePage(tables, Citation.in(repository)).text();
    assertEquals(
        """
        | page | rules | proved | later | not done |
        | --- | ---: | ---: | ---: | ---: |
        | [gates](#gates) | 4 | 2 | 1 | 1 |
        | all | 4 | 2 | 1 | 1 |

        ## gates

        | id | what it says | proved by |
        | --- | --- | --- |
        | P-1 | A gate opens \\| closes | [GateTest](../lib-gate/src/test/java/a/GateTest.java) |
        | P-2 | A closed gate stays | [GateTest#opens](../lib-gate/src/test/java/a/GateTest.java), \
        [GateTest.WhenClosed#stays](../lib-gate/src/test/java/a/GateTest.java) |
        | P-3 | Gates are blue | not done: a colour |
        | P-4 | Gates creak | later: noise |
        """,
        page.substring(page.indexOf("| page")));
  }
}
