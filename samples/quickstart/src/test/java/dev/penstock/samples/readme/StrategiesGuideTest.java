package dev.penstock.samples.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an intended change, {@code -Dpenstock.pictures.write=true} writes the picture anew. */
@DisplayName("The guide to strategies")
class StrategiesGuideTest {
  private static final Path PICTURE = Path.of("../../docs/pictures/canary.svg");

  @TempDir Path directory;

  @Test
  @DisplayName("shows what its programs print, and the picture that one of them draws")
  void programs() throws Exception {
    Snippets guide = new Snippets("docs/strategies.md", directory);
    List<String> programs = List.of("LookFirst", "FirstRollout", "Fleets", "Doubling");
    assertEquals(programs, guide.names());
    for (int i = 0; i < programs.size(); i++) {
      String printed = guide.run(programs.get(i), directory.toString());
      assertEquals(guide.blocks("text").get(i), printed, programs.get(i));
    }
    String svg = Files.readString(directory.resolve("canary.svg"));
    if (Boolean.getBoolean("penstock.pictures.write")) {
      Files.writeString(PICTURE, svg);
    }
    assertEquals(Files.readString(PICTURE), svg);
  }
}
