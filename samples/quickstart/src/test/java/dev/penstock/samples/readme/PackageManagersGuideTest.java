package dev.penstock.samples.readme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to package managers")
class PackageManagersGuideTest {
  @TempDir Path directory;

  @Test
  @DisplayName("shows how requests are answered without a server")
  void door() throws Exception {
    Snippets guide = new Snippets("docs/package-managers.md", directory);
    String printed = guide.run("Door");
    assertTrue(guide.page().contains("It prints\n\n```text\n" + printed + "```\n"), printed);
  }
}
