package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A batch of contents")
class ContentBatchTest {
  @TempDir Path root;
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final ExecutorService single = Executors.newSingleThreadExecutor();
  private final Random random = new Random(17);

  @AfterEach
  void shutDown() {
    pool.shutdownNow();
    single.shutdownNow();
  }

  /** More than a few groups, some content twice, some none, and two too large for a pack. */
  private List<byte[]> contents() {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int size = i == 150 || i == 151 ? 65_537 + i : i % 40 == 0 ? 65_536 : random.nextInt(3_000);
      byte[] bytes = new byte[i % 50 == 7 ? 0 : size];
      random.nextBytes(bytes);
      contents.add(i % 30 == 29 ? contents.get(i - 20) : bytes);
    }
    return contents;
  }

  private static List<ContentWriter> writers(List<byte[]> contents) {
    List<ContentWriter> writers = new ArrayList<>();
    for (byte[] bytes : contents) {
      writers.add(out -> out.write(bytes));
    }
    return writers;
  }

  private List<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(directory))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void assertSame(FileContentStore store) throws IOException {
    List<byte[]> contents = contents();
    List<StoredContent> checked = new ArrayList<>();
    List<StoredContent> stored = store.putAll(writers(contents), checked::add);
    List<StoredContent> one = new ArrayList<>();
    InMemoryContentStore expected = new InMemoryContentStore();
    for (byte[] bytes : contents) {
      one.add(expected.put(new ByteArrayInputStream(bytes)));
    }
    assertEquals(one, stored);
    assertEquals(stored, checked, "checked once each, in order");
    assertEquals(expected.usage(), store.usage());
    for (int i = 0; i < contents.size(); i++) {
      try (InputStream in = store.open(stored.get(i).digest())) {
        assertArrayEquals(contents.get(i), in.readAllBytes());
      }
    }
  }

  @Test
  @DisplayName("has the same outcome whoever hashes it")
  void sameOutcome() throws Exception {
    Executor refusing =
        task -> {
          throw new RejectedExecutionException();
        };
    List<Executor> executors = List.of(Runnable::run, refusing, task -> {}, pool, single);
    int number = 0;
    for (Executor executor : executors) {
      Path directory = root.resolve("store" + number++);
      try (FileContentStore store = FileContentStore.builder(directory).hashing(executor).open()) {
        assertSame(store);
      }
    }
    try (FileContentStore store = FileContentStore.open(root.resolve("alone"))) {
      assertSame(store);
    }
    try (FileContentStore store =
        FileContentStore.builder(root.resolve("itself")).hashing(single).open()) {
      single
          .submit(
              () -> {
                assertSame(store); // the only thread that could hash waits for nobody
                return true;
              })
          .get();
    }
  }

  @Test
  @DisplayName("that is refused keeps no small content, and is not hashed any further")
  void refused() throws IOException {
    List<Runnable> tasks = new ArrayList<>();
    List<byte[]> contents = contents().subList(0, 140);
    try (FileContentStore store = FileContentStore.builder(root).hashing(tasks::add).open()) {
      List<StoredContent> checked = new ArrayList<>();
      ContentCheck check =
          stored -> {
            checked.add(stored);
            if (checked.size() == 40) {
              throw new IllegalStateException("number 40 is refused");
            }
          };
      IllegalStateException refusal =
          assertThrows(IllegalStateException.class, () -> store.putAll(writers(contents), check));
      assertEquals("number 40 is refused", refusal.getMessage());
      assertEquals(40, checked.size());
      tasks.forEach(Runnable::run);
      assertEquals(ContentUsage.NONE, store.usage());
      assertEquals(List.of(), files("incoming"));
      for (StoredContent stored : checked) {
        assertFalse(store.contains(stored.digest()));
      }
      assertEquals(140, store.putAll(writers(contents), ContentCheck.NONE).size());
    }
  }

  @Test
  @DisplayName("keeps nothing twice that is there in a file of its own or in a pack")
  void known() throws IOException {
    try (FileContentStore store = FileContentStore.builder(root).hashing(pool).open()) {
      List<byte[]> contents = contents();
      store.putAll(writers(contents.subList(0, 100)), ContentCheck.NONE);
      for (byte[] bytes : contents.subList(100, 140)) {
        store.put(new ByteArrayInputStream(bytes));
      }
      ContentUsage before = store.usage();
      Collection<Path> files = new HashSet<>(files("."));
      store.putAll(writers(contents.subList(0, 140)), ContentCheck.NONE);
      assertEquals(before, store.usage());
      assertEquals(files, new HashSet<>(files(".")));
    }
  }
}
