package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A content store through random histories, beside a plain map")
class ContentModelTest {
  private static final int GRACE = 20;

  @TempDir Path scratch;

  /** When each content was used last: not before one time, and not after another. */
  private final Map<Integer, int[]> uses = new TreeMap<>();

  private final Set<Integer> referenced = new HashSet<>();
  private Random random = new Random(0);
  private Path root = Path.of("");
  private FileContentStore store;
  private int now;
  private int exact;

  @Test
  @Covers({"A-220", "A-221"})
  @DisplayName("has what the map has, after restarts and crashes too")
  void histories() throws IOException {
    run(60);
  }

  @Test
  @Tag("thorough")
  @DisplayName("has the same in many more")
  void moreHistories() throws IOException {
    run(1_500);
  }

  private void run(int histories) throws IOException {
    for (int seed = 0; seed < histories; seed++) {
      random = new Random(seed);
      uses.clear();
      referenced.clear();
      now = 1_000;
      root = scratch.resolve("history" + seed);
      open();
      try {
        for (int step = 0; step < 80; step++) {
          step();
          check("seed " + seed + ", step " + step);
        }
      } finally {
        store.close();
      }
    }
    assertTrue(exact > histories, "hardly anything was garbage");
  }

  private void open() throws IOException {
    store =
        FileContentStore.builder(root)
            .clock(() -> Instant.ofEpochSecond(now))
            .quota(1 << 30)
            .open();
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[seed % 9 == 8 ? 66_000 : seed];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Digest digest(int seed) {
    return ContentId.of(ContentDigests.digest("SHA-256").digest(bytes(seed))).digest();
  }

  private int any() {
    return random.nextInt(30);
  }

  private void used(int seed) {
    uses.put(seed, new int[] {now, now});
  }

  private void step() throws IOException {
    int seed = any();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        assertEquals(digest(seed), store.put(new ByteArrayInputStream(bytes(seed))).digest());
        used(seed);
      }
      case 3 -> putAll();
      case 4 -> {
        assertEquals(uses.containsKey(seed), store.refresh(digest(seed)));
        if (uses.containsKey(seed)) {
          used(seed);
        }
      }
      case 5 -> {
        if (!referenced.remove(seed) && uses.containsKey(seed)) {
          referenced.add(seed);
        }
      }
      case 6, 7 -> now += random.nextInt(GRACE);
      case 8 -> collect();
      default -> reopen();
    }
  }

  private void putAll() throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int seed = any();
      writers.add(out -> out.write(bytes(seed)));
      used(seed);
    }
    store.putAll(writers, ContentCheck.NONE);
  }

  private void collect() throws IOException {
    GarbageReport report =
        store.collectGarbage(
            new GarbageRequest(
                reference -> referenced.forEach(seed -> reference.accept(digest(seed))),
                Duration.ofSeconds(GRACE),
                false));
    assertEquals(List.of(), report.missing());
    int before = uses.size();
    for (int seed : List.copyOf(uses.keySet())) {
      int[] use = uses.get(seed);
      boolean isThere = store.contains(digest(seed));
      if (referenced.contains(seed) || use[0] > now - GRACE) {
        assertTrue(isThere, seed + " was removed");
      } else if (use[1] <= now - GRACE) {
        assertTrue(!isThere, seed + " was left");
        exact++;
      }
      if (!isThere) {
        uses.remove(seed);
      }
    }
    assertEquals(before - uses.size(), report.freed().contents());
  }

  /** Closes the store, or goes on with what a crash would have left. */
  private void reopen() throws IOException {
    if (random.nextBoolean()) {
      Path crashed = root.resolveSibling(root.getFileName() + "x");
      copy(root, crashed);
      store.close();
      root = crashed;
    } else {
      store.close();
    }
    uses.values().forEach(use -> use[1] = now);
    open();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void check(String when) throws IOException {
    long bytes = uses.keySet().stream().mapToLong(seed -> bytes(seed).length).sum();
    assertEquals(new ContentUsage(uses.size(), bytes), store.usage(), when);
    int seed = any();
    assertEquals(uses.containsKey(seed), store.contains(digest(seed)), when);
    if (uses.containsKey(seed)) {
      try (InputStream in = store.open(digest(seed))) {
        assertArrayEquals(bytes(seed), in.readAllBytes(), when);
      }
    }
    if (random.nextInt(20) == 0) {
      ScrubReport scrub = store.scrub(new ScrubRequest(null, Long.MAX_VALUE));
      assertEquals(List.of(), scrub.damaged(), when);
      assertEquals(uses.size(), scrub.contents(), when);
    }
  }
}
