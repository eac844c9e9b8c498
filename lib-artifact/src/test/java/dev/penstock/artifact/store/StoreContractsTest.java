package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Content stores and catalogues")
class StoreContractsTest {
  @TempDir Path root;

  @Test
  @DisplayName("in memory keep their contracts")
  void inMemory() {
    assertEquals(List.of(), ContentStoreContract.violations(new InMemoryContentStore()));
    assertEquals(List.of(), CatalogueContract.violations(new InMemoryCatalogue()));
    assertEquals(List.of(), ContentStoreContract.maintenanceViolations(new InMemoryContentStore()));
  }

  @Test
  @Covers({"A-024", "AP-045"})
  @DisplayName("in files keep their contracts")
  void inFiles() throws IOException {
    try (FileContentStore store = FileContentStore.open(root.resolve("content"));
        FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      assertEquals(List.of(), ContentStoreContract.maintenanceViolations(store));
      assertEquals(List.of(), ContentStoreContract.violations(store));
      assertEquals(List.of(), CatalogueContract.violations(catalogue));
    }
    try (FileContentStore aside =
        FileContentStore.builder(root.resolve("aside")).hashing(Runnable::run).open()) {
      byte[] bytes = new byte[1_000_000];
      assertEquals(
          new InMemoryContentStore().put(new ByteArrayInputStream(bytes)),
          aside.put(new ByteArrayInputStream(bytes)),
          "checksums that are computed side by side");
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Checksums("A".repeat(32), "a".repeat(40), "a".repeat(64), "a".repeat(128)));
    assertEquals(3, files(root.resolve("content/sha256")), "one file for each large content");
    assertEquals(2, files(root.resolve("content/packs")), "for small ones a batch's and the open");
    assertEquals(0, files(root.resolve("content/incoming")), "parts left");
  }

  @Test
  @DisplayName("find each breach: a store that keeps what it should refuse")
  void contractsCanFail() {
    InMemoryContentStore inner = new InMemoryContentStore();
    ContentStore careless =
        new ContentStore() {
          @Override
          public StoredContent put(ContentWriter content, ContentCheck check) throws IOException {
            return inner.put(content, ContentCheck.NONE);
          }

          @Override
          public boolean refresh(Digest digest) {
            return inner.refresh(digest);
          }

          @Override
          public boolean contains(Digest digest) {
            return inner.contains(digest);
          }

          @Override
          public InputStream open(Digest digest) throws IOException {
            return inner.open(digest);
          }

          @Override
          public SeekableByteChannel openVerified(Digest digest) throws IOException {
            return inner.openVerified(digest);
          }
        };
    assertEquals(
        List.of(
            "a refusing check: expected its exception, but the call returned",
            "content that was refused: expected false, but found true"),
        ContentStoreContract.violations(careless));
  }

  @Test
  @DisplayName("belong to one holder at a time, and say which directory is taken")
  void oneHolder() throws IOException {
    try (FileContentStore first = FileContentStore.open(root)) {
      first.put(new ByteArrayInputStream(new byte[3]));
      IOException refusal =
          assertThrows(DirectoryInUseException.class, () -> FileContentStore.open(root));
      assertEquals(
          root
              + " is in use by this or another process; allowed: one at a time; close the other"
              + " first, or open another directory",
          refusal.getMessage());
    }
    FileContentStore.open(root).close();
  }

  @Test
  @DisplayName("take nothing in after they were closed")
  void closed() throws IOException {
    FileContentStore store = FileContentStore.open(root);
    store.close();
    assertThrows(
        IllegalStateException.class, () -> store.put(new ByteArrayInputStream(new byte[3])));
  }

  @Test
  @DisplayName("notice altered bytes, at the end when streaming, before the start when verifying")
  void altered() throws IOException {
    try (FileContentStore store = FileContentStore.open(root)) {
      Digest digest = store.put(new ByteArrayInputStream(new byte[100_000])).digest();
      Path file;
      try (Stream<Path> files = Files.walk(root.resolve("sha256"))) {
        file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(file);
      bytes[99_999] = 1;
      Files.write(file, bytes);
      try (InputStream in = store.open(digest)) {
        assertEquals(99_000, in.readNBytes(99_000).length);
        assertThrows(AlteredContentException.class, in::readAllBytes);
      }
      try (InputStream in = store.open(digest)) {
        assertThrows(AlteredContentException.class, () -> in.skip(200_000));
      }
      assertThrows(AlteredContentException.class, () -> store.openVerified(digest));
      Files.write(file, new byte[5]);
      store.put(new ByteArrayInputStream(new byte[100_000]));
      store.openVerified(digest).close();
    }
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
