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

@DisplayName("The guide to pipeline definitions")
class DefinitionsGuideTest {
  @TempDir Path directory;
  private Snippets guide;

  @BeforeEach
  void read() throws IOException {
    guide = new Snippets("docs/pipeline-definitions.md", directory);
  }

  @Test
  @DisplayName("shows what is printed")
  void prints() throws Exception {
    assertEquals(List.of("Check", "Deploy"), guide.names());
    for (String name : guide.names()) {
      String shown = "It prints\n\n```text\n" + guide.run(name) + "```\n";
      assertTrue(guide.page().contains(shown), shown);
    }
  }
}
