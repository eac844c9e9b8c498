package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A disk that fails at any one step")
class FailingDiskTest {
  private static final int MORE_THAN_ALL_STEPS = 60;

  @TempDir Path scratch;

  @ParameterizedTest(name = "and is gone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("leaves content whole or absent, and storing it again works")
  void content(boolean isCrash) throws IOException {
    byte[] bytes = new byte[150_000];
    Arrays.fill(bytes, (byte) 7);
    Digest digest = new InMemoryContentStore().put(new ByteArrayInputStream(bytes)).digest();
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < MORE_THAN_ALL_STEPS, "never got through");
      Path root = scratch.resolve("content" + steps);
      FailingDisk disk = new FailingDisk(steps, isCrash);
      try (FileContentStore store = FileContentStore.builder(root).disk(disk).open()) {
        store.put(new ByteArrayInputStream(bytes));
      } catch (IOException expected) {
        assertTrue(disk.hasFailed());
      }
      isThrough = !disk.hasFailed();
      try (FileContentStore store = FileContentStore.open(root)) {
        assertEquals(List.of(), files(root.resolve("incoming")));
        if (store.contains(digest)) {
          assertWhole(store, digest, bytes);
        }
        store.put(new ByteArrayInputStream(bytes));
        assertWhole(store, digest, bytes);
      }
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) size);
    return bytes;
  }

  @ParameterizedTest(name = "and is gone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("leaves what was acknowledged beside batches, reuse and garbage collection")
  void maintenance(boolean isCrash) throws IOException {
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < 400, "never got through");
      Path root = scratch.resolve("maintenance" + steps);
      FailingDisk disk = new FailingDisk(steps, isCrash);
      Set<Digest> referenced = new LinkedHashSet<>();
      Map<Digest, byte[]> known = new HashMap<>();
      try (FileContentStore store =
          FileContentStore.builder(root).disk(disk).freeSpaceFloor(1).quota(1 << 20).open()) {
        List<Attempt> attempts =
            List.of(
                () -> remember(known, referenced, store.put(in(70_000))),
                () -> remember(known, referenced, putAll(store, 10, 20, 30).get(1)),
                () -> store.put(in(40)),
                () -> remember(known, referenced, store.put(in(41))),
                () -> remember(known, referenced, store.put(in(42))),
                () -> remember(known, referenced, store.put(in(70_000))),
                () -> collect(store, referenced),
                () -> remember(known, referenced, store.put(in(43))),
                () -> remember(known, referenced, putAll(store, 10, 50, 80_000).get(0)),
                () -> remember(known, referenced, store.put(in(44))),
                () -> collect(store, referenced));
        for (Attempt attempt : attempts) {
          try {
            attempt.run();
          } catch (IOException expected) {
            assertTrue(disk.hasFailed(), expected.toString());
          }
        }
        if (!isCrash || !disk.hasFailed()) {
          check(store, referenced, known);
        }
      } catch (IOException expected) {
        assertTrue(disk.hasFailed(), expected.toString());
      }
      isThrough = !disk.hasFailed();
      try (FileContentStore store = FileContentStore.open(root)) {
        check(store, referenced, known);
        assertEquals(List.of(), files(root.resolve("incoming")));
        collect(store, referenced);
        check(store, referenced, known);
        assertEquals(referenced.size(), store.usage().contents(), "orphans left");
        assertEquals(List.of(), store.scrub(new ScrubRequest(null, 1 << 30)).damaged());
        assertEquals(3, putAll(store, 10, 20, 30).size());
      }
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static InputStream in(int size) {
    return new ByteArrayInputStream(bytes(size));
  }

  private static List<StoredContent> putAll(ContentStore store, int... sizes) throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (int size : sizes) {
      writers.add(out -> out.write(bytes(size)));
    }
    return store.putAll(writers, ContentCheck.NONE);
  }

  private static void remember(
      Map<Digest, byte[]> known, Set<Digest> referenced, StoredContent stored) {
    known.put(stored.digest(), bytes((int) stored.size()));
    referenced.add(stored.digest());
  }

  private static void collect(MaintainedContentStore store, Set<Digest> referenced)
      throws IOException {
    store.collectGarbage(new GarbageRequest(referenced::forEach, Duration.ZERO, false));
  }

  private static void check(ContentStore store, Set<Digest> referenced, Map<Digest, byte[]> known)
      throws IOException {
    for (Digest digest : referenced) {
      assertWhole(store, digest, known.get(digest));
    }
  }

  private static final CatalogueKey A = CatalogueKey.of("a", "b");
  private static final CatalogueKey B = CatalogueKey.of("b");

  @ParameterizedTest(name = "and is gone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("leaves the documents of a commit old or new, and loses nothing acknowledged")
  void documents(boolean isCrash) throws IOException {
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < 2_000, "never got through");
      Path root = scratch.resolve("documents" + steps);
      FailingDisk disk = new FailingDisk(steps, isCrash);
      String acknowledged = null;
      String attempted = null;
      try (FileCatalogue catalogue =
          FileCatalogue.builder(root).segmentLimit(1024).disk(disk).open()) {
        for (int i = 0; i < 16; i++) {
          attempted = i % 5 == 4 ? null : i + "x".repeat(40);
          try {
            if (i == 13) {
              attempted = acknowledged;
              catalogue.compact();
            } else {
              boolean isDone =
                  catalogue.commit(
                      List.of(
                          new Change(A, acknowledged, attempted),
                          new Change(B, acknowledged, attempted)));
              assertTrue(isDone);
            }
            acknowledged = attempted;
          } catch (IOException expected) {
            assertTrue(disk.hasFailed());
            if (isCrash) {
              break;
            }
            acknowledged = requireOldOrNew(catalogue, acknowledged, attempted);
          }
        }
      } catch (IOException expected) {
        assertTrue(disk.hasFailed());
      }
      isThrough = !disk.hasFailed();
      try (FileCatalogue catalogue = FileCatalogue.open(root)) {
        String found = requireOldOrNew(catalogue, acknowledged, attempted);
        assertTrue(catalogue.replace(A, found, "third"));
      }
    }
  }

  private static @Nullable String requireOldOrNew(
      Catalogue catalogue, @Nullable String old, @Nullable String attempted) throws IOException {
    String found = catalogue.read(A).orElse(null);
    assertEquals(found, catalogue.read(B).orElse(null), "half a commit");
    List<String> oldOrNew = Arrays.asList(old, attempted);
    assertTrue(oldOrNew.contains(found), found + " is none of " + oldOrNew);
    assertEquals(found != null, catalogue.keys(A, null, 1).contains(A));
    return found;
  }

  private static void assertWhole(ContentStore store, Digest digest, byte[] bytes)
      throws IOException {
    try (InputStream in = store.open(digest)) {
      assertTrue(Arrays.equals(bytes, in.readAllBytes()));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
