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

@DisplayName("The guide to builds")
class BuildsGuideTest {
  @TempDir Path directory;
  private Snippets guide;

  @BeforeEach
  void read() throws IOException {
    guide = new Snippets("docs/builds.md", directory);
  }

  @Test
  @DisplayName("shows what its programs print")
  void prints() throws Exception {
    assertEquals(List.of("Build", "Made", "Retries", "Trend", "Nightly"), names());
    for (String name : names()) {
      String shown = "It prints\n\n```text\n" + guide.run(name) + "```\n";
      assertTrue(guide.page().contains(shown), shown);
    }
  }

  private List<String> names() {
    return guide.blocks("java").stream()
        .map(block -> block.replaceAll("(?s).*?class (\\w+).*", "$1"))
        .toList();
  }
}
