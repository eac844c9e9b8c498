package dev.penstock.samples.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to a release, end to end")
class ReleasesGuideTest {

  @TempDir Path directory;

  @Test
  @DisplayName("builds, publishes and deploys, twice in one place, as it says")
  void program() throws Exception {
    Snippets guide =
        new Snippets("docs/releases.md", Files.createDirectory(directory.resolve("p")));
    assertEquals(List.of("ShopRelease"), guide.names());
    String home = directory.resolve("home").toString();
    for (int run = 0; run < 2; run++) {
      assertEquals(guide.blocks("text").get(0), guide.run("ShopRelease", home));
    }
  }
}
