package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
      try (FileContentStore store = FileContentStore.open(root, disk)) {
        try {
          store.put(new ByteArrayInputStream(bytes));
        } catch (IOException expected) {
          assertTrue(disk.hasFailed());
        }
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

  @ParameterizedTest(name = "and is gone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("leaves a document old or new, and the index agrees with the disk")
  void documents(boolean isCrash) throws IOException {
    CatalogueKey key = CatalogueKey.of("a", "b");
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < MORE_THAN_ALL_STEPS, "never got through");
      Path root = scratch.resolve("documents" + steps);
      String last = null;
      FailingDisk disk = new FailingDisk(steps, isCrash);
      try (FileCatalogue catalogue = FileCatalogue.open(root, disk)) {
        String attempted = null;
        try {
          for (String next : Arrays.asList("first", "second", null)) {
            attempted = next;
            catalogue.replace(key, last, next);
            last = next;
          }
        } catch (IOException expected) {
          assertTrue(disk.hasFailed());
        }
        String found = catalogue.read(key).orElse(null);
        List<String> oldOrNew = Arrays.asList(last, attempted);
        assertTrue(oldOrNew.contains(found), found + " is none of " + oldOrNew);
        last = found;
        assertEquals(found != null, catalogue.keys(key, null, 1).contains(key));
      }
      isThrough = !disk.hasFailed();
      try (FileCatalogue catalogue = FileCatalogue.open(root)) {
        assertEquals(last, catalogue.read(key).orElse(null));
        assertTrue(catalogue.replace(key, last, "third"));
      }
    }
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
