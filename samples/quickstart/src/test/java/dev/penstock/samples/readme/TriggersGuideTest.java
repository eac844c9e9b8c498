package dev.penstock.samples.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to triggers")
class TriggersGuideTest {
  @TempDir Path directory;
  private Snippets guide;

  @BeforeEach
  void read() throws IOException {
    guide = new Snippets("docs/triggers.md", directory);
  }

  @Test
  @DisplayName("shows verdicts as they are printed")
  void judge() throws Exception {
    assertTrue(guide.page().contains("It prints\n\n```text\n" + guide.run("Judge") + "```\n"));
  }

  @Test
  @DisplayName("shows that an event with the same id starts nothing twice")
  void offer() throws Exception {
    String started =
        "started: fetch starts: push[0] (branches: branch \"release/7\" matches \"release/*\")\n";
    String printed = guide.run("Offer");
    assertEquals(
        started.repeat(2)
            + "an event with the same id started execution ID\n"
            + started
            + "2 executions by WEBHOOK_V2\n",
        printed.replaceAll("execution [0-9a-f-]{36}", "execution ID"));
    assertTrue(
        guide
            .page()
            .contains(
                "It prints three lines that begin with `started:`, after the second one that an"
                    + " event with the same id\nstarted that execution, and `2 executions by"
                    + " WEBHOOK_V2`"));
  }

  @Test
  @DisplayName("shows a webhook that checks its signature")
  void hook() throws Exception {
    assertTrue(guide.page().contains("It prints `" + guide.run("Hook").strip() + "`."));
  }

  @Test
  @DisplayName("shows no Java that is not run")
  void nothingElse() {
    assertEquals(List.of("Judge", "Offer", "Hook"), guide.names());
  }
}
