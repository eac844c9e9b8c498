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

@DisplayName("The guide to artifact repositories")
class ArtifactsGuideTest {
  private static final List<String> OWN =
      List.of("Begin", "Describe", "Promote", "Reach", "Start", "Allow", "Clean");

  @TempDir Path directory;
  @TempDir Path root;
  private Snippets guide;

  @BeforeEach
  void read() throws IOException {
    guide = new Snippets("docs/artifacts.md", directory);
  }

  private void prints(String name, String... arguments) throws Exception {
    String printed = guide.run(name, arguments);
    assertTrue(
        guide.page().contains("It prints\n\n```text\n" + printed + "```\n")
            || guide.page().contains("It prints `" + printed.strip() + "`."),
        printed);
  }

  @Test
  @DisplayName("shows how a directory becomes a repository")
  void begin() throws Exception {
    prints("Begin", root.toString());
  }

  @Test
  @DisplayName("shows what goes with a version")
  void describe() throws Exception {
    prints("Describe");
  }

  @Test
  @DisplayName("shows how versions go from one repository to the next")
  void promote() throws Exception {
    prints("Promote");
  }

  @Test
  @DisplayName("shows what comes from upstream repositories and public sources")
  void reach() throws Exception {
    prints("Reach", root.toString());
  }

  @Test
  @DisplayName("shows how a publish starts a pipeline")
  void start() throws Exception {
    prints("Start");
  }

  @Test
  @DisplayName("shows who may do what")
  void allow() throws Exception {
    prints("Allow");
  }

  @Test
  @DisplayName("shows how to clean up")
  void clean() throws Exception {
    prints("Clean", root.toString());
  }

  @Test
  @DisplayName("shows no Java that is not run")
  void nothingElse() {
    assertEquals(OWN, guide.names().stream().filter(OWN::contains).toList());
  }
}
