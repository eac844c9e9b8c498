package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command line")
class OptionsTest {

  private static String refusal(String... words) {
    return assertThrows(Options.WrongUse.class, () -> Options.parse(List.of(words))).getMessage();
  }

  @Test
  @DisplayName("takes each option")
  void accepted() throws Options.WrongUse {
    assertEquals(new Options(false, false, Optional.empty(), false, 3), Options.parse(List.of()));
    assertEquals(
        new Options(true, true, Optional.of(Path.of("/tmp/x")), false, 2),
        Options.parse(List.of("--yes", "--crash", "--directory", "/tmp/x", "--releases", "2")));
    assertEquals(
        new Options(false, false, Optional.of(Path.of("/tmp/x")), true, 3),
        Options.parse(List.of("--resume", "/tmp/x")));
  }

  @Test
  @DisplayName("teaches what is allowed")
  void refused() {
    assertEquals(
        "\"--force\" is no option; allowed: --yes, --crash, --directory, --resume, --releases",
        refusal("--yes", "--force"));
    assertEquals("--resume needs a value: a directory", refusal("--resume"));
    assertEquals("--releases: \"4\" is out of range; allowed: 1 to 3", refusal("--releases", "4"));
    assertEquals(
        "--resume /b: a directory was given before: /a",
        refusal("--directory", "/a", "--resume", "/b"));
    assertEquals(
        "--crash begins a new run, --resume goes on with one; choose one of them",
        refusal("--crash", "--resume", "/a"));
  }

  @Test
  @DisplayName("never mixes a new run into a directory that holds something")
  void directories(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("mine"));
    assertEquals(
        "--directory: "
            + directory
            + " is not empty; give a new directory, or go on with --resume "
            + directory,
        assertThrows(Options.WrongUse.class, () -> Workplace.create(directory)).getMessage());
    assertEquals(
        "--resume: " + file + " is no directory; give that of a run which was cut short",
        assertThrows(Options.WrongUse.class, () -> Workplace.reopen(file)).getMessage());
  }
}
