package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process killed while it publishes, copies, deletes and collects garbage")
class KilledProcessTest {
  @TempDir Path root;

  /** What each document is, as far as it was acknowledged; a dash if it was removed. */
  private final Map<CatalogueKey, String> acknowledged = new HashMap<>();

  /** What may have become of a document when the process was killed. */
  private final Map<CatalogueKey, String> begun = new HashMap<>();

  @Test
  @Covers({"A-220", "AP-046", "AP-047"})
  @DisplayName("leaves all it acknowledged, whole, nothing half, and no garbage that cannot go")
  void killed() throws IOException, InterruptedException {
    kill(10);
  }

  @Test
  @Tag("thorough")
  @DisplayName("leaves the same in many rounds")
  void killedOften() throws IOException, InterruptedException {
    kill(500);
  }

  private void kill(int rounds) throws IOException, InterruptedException {
    Random random = new Random(42);
    for (int round = 0; round < rounds; round++) {
      Process process = Victim.start(root, round);
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        int lines = 1 + random.nextInt(300);
        for (int line = 0; line < lines; line++) {
          note(out.readLine());
        }
        if (round == 0) {
          assertThrows(
              DirectoryInUseException.class, () -> FileContentStore.open(root.resolve("content")));
          assertThrows(
              DirectoryInUseException.class, () -> FileCatalogue.open(root.resolve("catalogue")));
        }
        process.toHandle().destroyForcibly(); // unlike the process, it keeps the output open
        process.waitFor();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.endsWith(".")) { // else it was cut
            note(line);
          }
        }
      }
      check("round " + round);
    }
    assertTrue(acknowledged.size() > 10, "hardly anything was acknowledged");
  }

  private void note(String line) {
    String[] words = line.substring(0, line.length() - 1).split(" ", -1);
    CatalogueKey key = Victim.key(words[1]);
    if (words[0].equals("begin")) {
      begun.put(key, words[2]);
    } else {
      acknowledged.put(key, words[2]);
      begun.remove(key);
    }
  }

  private void check(String round) throws IOException {
    try (FileContentStore store = FileContentStore.open(root.resolve("content"));
        FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      Set<CatalogueKey> all = new HashSet<>(acknowledged.keySet());
      all.addAll(begun.keySet());
      Set<Digest> referenced = new HashSet<>();
      for (CatalogueKey key : all) {
        String found = catalogue.read(key).orElse("-");
        String old = acknowledged.getOrDefault(key, "-");
        assertTrue(
            found.equals(old) || found.equals(begun.get(key)),
            round + ": " + key + " is " + found + ", neither " + old + " nor " + begun.get(key));
        assertEquals(found, catalogue.read(Victim.twin(key)).orElse("-"), "half a commit");
        acknowledged.put(key, found);
        if (!found.equals("-")) {
          referenced.add(new Digest(found));
        }
      }
      begun.clear();
      assertEquals(
          all.stream().filter(key -> !acknowledged.get(key).equals("-")).count(),
          catalogue.keys(Victim.ROOT, null, 10_000).size(),
          round + ": a document that nobody heard of");
      try (Stream<Path> files = Files.walk(root)) {
        assertEquals(0, files.filter(file -> file.toString().endsWith(".part")).count());
      }
      GarbageReport report =
          store.collectGarbage(new GarbageRequest(referenced::forEach, Duration.ZERO, false));
      assertEquals(List.of(), report.missing(), round + ": content is gone");
      ScrubReport scrub = store.scrub(new ScrubRequest(null, Long.MAX_VALUE));
      assertEquals(List.of(), scrub.damaged(), round);
      assertEquals(referenced.size(), scrub.contents(), round + ": orphans are left");
    }
  }
}
