package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run that is killed at any moment and resumed")
class KilledRunTest {
  @TempDir private Path directory;

  @Test
  @DisplayName("does each finished action once and ends as told: three kills")
  void killed() throws Exception {
    kill(3, 1, 26);
  }

  @Test
  @Tag("thorough")
  @DisplayName("does each finished action once and ends as told: twenty kills")
  void killedOften() throws Exception {
    kill(20, 3, 24);
  }

  /** Kills after a random number of things that the run has noted, and a random moment later. */
  private void kill(int kills, int releases, int most) throws Exception {
    Random random = new Random(20260302L + kills);
    Path place = Files.createDirectory(directory.resolve("place"));
    Path output = directory.resolve("output");
    String[] options = {
      "--yes", "--releases", String.valueOf(releases), "--resume", place.toString()
    };
    int done = 0;
    for (int i = 0; i < kills; i++) {
      ChildRun run = ChildRun.start(output, options);
      long until = noted(place) + 1 + random.nextInt(most);
      while (run.process().isAlive() && noted(place) < until) {
        run.process().waitFor(5, TimeUnit.MILLISECONDS);
      }
      if (!run.process().waitFor(random.nextInt(700), TimeUnit.MILLISECONDS)) {
        run.process().destroyForcibly().waitFor();
        done++;
      }
    }
    assertTrue(done > kills / 2, "the run was too short to be killed: " + done + " times");
    ChildRun last = ChildRun.start(output, options);
    last.expect(0);
    ChildRun.expectNothingLeft(directory);
    OnceOnly.check(place, releases);
    long seen =
        Chronicle.read(place.resolve("chronicle.tsv")).stream()
            .filter(entry -> entry.kind() == Chronicle.Kind.SEEN)
            .count();
    assertEquals(releases, seen, last::text);
  }

  private static long noted(Path place) {
    return Chronicle.read(place.resolve("chronicle.tsv")).stream()
        .filter(entry -> entry.kind() != Chronicle.Kind.TRAFFIC)
        .count();
  }
}
