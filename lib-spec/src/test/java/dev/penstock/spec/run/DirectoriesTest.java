package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Directories of a build")
class DirectoriesTest {

  @TempDir private Path work;

  @Test
  @DisplayName("go with all in them, also what a build has left without rights; links stay outside")
  void delete() throws IOException {
    Path outside = Files.writeString(work.resolve("outside"), "x");
    Path made = Directories.createPrivate(work.resolve("made"));
    Files.createSymbolicLink(made.resolve("link"), work);
    for (String rights : List.of("r-xr-xr-x", "---------", "rw-------")) {
      Path closed = Files.createDirectories(made.resolve(rights).resolve("module"));
      Files.writeString(closed.resolve("kept"), "x");
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(rights));
    }
    assertEquals(List.of(), left(Directories.createPrivate(made)));
    Directories.delete(made);
    assertFalse(Files.exists(made));
    assertEquals("x", Files.readString(outside));
  }

  private static List<Path> left(Path directory) throws IOException {
    try (var found = Files.list(directory)) {
      return found.toList();
    }
  }
}
