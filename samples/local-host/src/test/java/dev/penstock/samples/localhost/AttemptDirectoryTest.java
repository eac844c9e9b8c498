package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The directory of an attempt")
class AttemptDirectoryTest {

  @TempDir private Path work;

  @Test
  @DisplayName("is named by its key")
  void isNamedByItsKey() throws IOException {
    AttemptDirectory attempt = AttemptDirectory.fresh(work, "shop-1/Build/unit@1/2");
    assertEquals(work.resolve("attempt-shop-1%2FBuild%2Funit%401%2F2"), attempt.path());
    Files.writeString(attempt.path().resolve("half"), "x");
    assertEquals(attempt, AttemptDirectory.fresh(work, "shop-1/Build/unit@1/2"));
    assertFalse(Files.exists(attempt.path().resolve("half")));
  }

  @Test
  @DisplayName("has a name that file systems take, and of its own, however long the key is")
  void longKeys() throws IOException {
    String key = "e".repeat(40) + "/" + "s".repeat(100) + "/" + "@".repeat(100) + "/";
    AttemptDirectory first = AttemptDirectory.fresh(work, key + 1);
    AttemptDirectory second = AttemptDirectory.fresh(work, key + 2);
    assertNotEquals(first, second);
    assertEquals(first, AttemptDirectory.fresh(work, key + 1));
    assertTrue(Files.isDirectory(second.path()));
  }

  @Test
  @DisplayName("goes with all in it, also what a build has left without rights")
  void withoutRights() throws IOException {
    AttemptDirectory attempt = AttemptDirectory.fresh(work, "shop-1/Build/modules/1");
    for (String rights : List.of("r-xr-xr-x", "---------", "rw-------")) {
      Path closed = Files.createDirectories(attempt.path().resolve(rights).resolve("module"));
      Files.writeString(closed.resolve("kept"), "x");
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(rights));
    }
    attempt.delete();
    assertFalse(Files.exists(attempt.path()));
  }
}
