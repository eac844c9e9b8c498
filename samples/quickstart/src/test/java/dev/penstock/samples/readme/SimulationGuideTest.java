package dev.penstock.samples.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an intended change, {@code -Dpenstock.pictures.write=true} writes the picture anew. */
@DisplayName("The guide to rollouts in virtual time")
class SimulationGuideTest {
  private static final Path PICTURE = Path.of("../../docs/pictures/strategies.svg");

  @TempDir Path directory;

  @Test
  @DisplayName("shows what its program prints, and the picture that it draws")
  void program() throws Exception {
    Snippets guide = new Snippets("docs/simulation.md", directory);
    assertEquals(List.of("RolloutLaboratory"), guide.names());
    String printed = guide.run("RolloutLaboratory", directory.toString());
    String svg = Files.readString(directory.resolve("strategies.svg"));
    if (Boolean.getBoolean("penstock.pictures.write")) {
      Files.writeString(PICTURE, svg);
    }
    assertEquals(Files.readString(PICTURE), svg);
    assertEquals(String.join("", guide.blocks("text").subList(0, 2)), printed);
  }
}
