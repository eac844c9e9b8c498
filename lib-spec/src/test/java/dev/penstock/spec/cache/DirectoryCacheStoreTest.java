package dev.penstock.spec.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCacheStoreTest {

  private static final CacheScope SCOPE = new CacheScope("shop", "v");

  @TempDir Path directory;
  private final AtomicInteger ticks = new AtomicInteger();
  private DirectoryCacheStore store = new DirectoryCacheStore(Path.of(""), () -> Instant.EPOCH);

  @BeforeEach
  void open() {
    store =
        new DirectoryCacheStore(
            directory.resolve("caches"), () -> Instant.ofEpochSecond(ticks.incrementAndGet()));
  }

  private boolean save(String key, String text, boolean replaces) throws IOException {
    Path archive = Files.writeString(directory.resolve("archive"), text);
    return store.save(SCOPE, key, archive, replaces);
  }

  private Optional<String> load(CacheScope scope, String key) throws IOException {
    Path archive = directory.resolve("loaded");
    Files.deleteIfExists(archive);
    return store.load(scope, key, archive)
        ? Optional.of(Files.readString(archive))
        : Optional.empty();
  }

  @Test
  @Covers("B-181")
  void whatHasAKeyIsWrittenOnce() throws IOException {
    assertEquals(Optional.empty(), load(SCOPE, "a"));
    assertTrue(save("a", "one", false));
    assertFalse(save("a", "two", false));
    assertEquals(Optional.of("one"), load(SCOPE, "a"));
    assertEquals(Optional.empty(), load(SCOPE, "A"));
    assertTrue(save("a", "three", true));
    assertEquals(Optional.of("three"), load(SCOPE, "a"));
  }

  @Test
  @Covers("B-182")
  void theNewestWithAPrefixIsFound() throws IOException {
    assertEquals(Optional.empty(), store.newest(SCOPE, ""));
    save("npm-1", "x", false);
    save("npm-0", "x", false);
    save("mvn-1", "x", false);
    assertEquals(Optional.of("npm-0"), store.newest(SCOPE, "npm-"));
    assertEquals(Optional.of("npm-1"), store.newest(SCOPE, "npm-1"));
    assertEquals(Optional.of("mvn-1"), store.newest(SCOPE, ""));
    assertEquals(Optional.empty(), store.newest(SCOPE, "pm"));
    save("npm-1", "x", true);
    assertEquals(Optional.of("npm-1"), store.newest(SCOPE, "npm-"));
  }

  @Test
  @Covers({"B-181", "B-182"})
  void aCacheThatIsKeptIsAlsoFoundByItsPrefix() throws IOException {
    save("npm-1", "x", false);
    Path key;
    try (Stream<Path> files = Files.walk(directory.resolve("caches"))) {
      key = files.filter(file -> file.toString().endsWith(".key")).findFirst().orElseThrow();
    }
    Path folder = key.resolveSibling("");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(key.resolve("in the way"));
    assertThrows(IOException.class, () -> save("npm-1", "x", false));
    assertEquals(Optional.empty(), load(SCOPE, "npm-1"));
    Files.delete(key.resolve("in the way"));
    Files.delete(key);
    assertTrue(save("npm-1", "y", false));
    assertEquals(Optional.of("npm-1"), store.newest(SCOPE, "npm-"));
  }

  @Test
  @Covers("B-184")
  void otherNamespacesAndPathsNeverMatch() throws IOException {
    save("a", "one", false);
    assertEquals(Optional.empty(), load(new CacheScope("other", "v"), "a"));
    assertEquals(Optional.empty(), load(new CacheScope("shop", "w"), "a"));
    assertEquals(Optional.empty(), store.newest(new CacheScope("shop", "w"), ""));
    CacheScope paths = CacheScope.of("shop", List.of("a", "b"));
    assertEquals(paths, CacheScope.of("shop", List.of("a", "b")));
    for (List<String> others :
        List.of(List.of("b", "a"), List.of("a"), List.of("ab"), List.of("a", "b", ""))) {
      assertNotEquals(paths, CacheScope.of("shop", others));
    }
    assertNotEquals(paths, CacheScope.of("other", List.of("a", "b")));
  }

  @Test
  void keysMayHoldAnything() throws IOException {
    for (String key : List.of("", "../../etc", "a/b", "x".repeat(4_096), "\n")) {
      assertTrue(save(key, key, false));
      assertEquals(Optional.of(key), load(SCOPE, key));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of("archive", "caches", "loaded"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertEquals(
        "a cache key of 4097 characters; allowed: at most 4096",
        assertThrows(IOException.class, () -> save("x".repeat(4_097), "", false)).getMessage());
  }

  @Test
  void nothingHalfIsLeft() throws IOException {
    save("a", "one", false);
    assertThrows(IOException.class, () -> store.save(SCOPE, "b", directory.resolve("none"), false));
    assertEquals(Optional.of("a"), store.newest(SCOPE, ""));
    try (Stream<Path> files = Files.walk(directory.resolve("caches"))) {
      assertEquals(2, files.filter(Files::isRegularFile).count());
    }
  }
}
