package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.FailingReads.Fault;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A disk of which one read fails")
class FailingReadsTest {
  private static final int MORE_THAN_ALL_STEPS = 200;

  @TempDir Path scratch;
  private int refusals;

  private interface Attempt {
    void run() throws IOException;
  }

  /** Whatever fails says which file it was, and works the next time. */
  private void twice(Path root, Attempt attempt) throws IOException {
    try {
      attempt.run();
    } catch (IOException e) {
      requireNamed(root, e);
      attempt.run();
    }
  }

  private void requireNamed(Path root, IOException e) {
    refusals++;
    assertTrue(e.getMessage().startsWith(root + "/"), e.toString());
    assertTrue(e.getMessage().contains(" cannot be read: "), e.toString());
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) size);
    return bytes;
  }

  private static Digest put(ContentStore store, int size) throws IOException {
    return store.put(new ByteArrayInputStream(bytes(size))).digest();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static Map<Digest, byte[]> fill(Path root) throws IOException {
    Map<Digest, byte[]> contents = new LinkedHashMap<>();
    try (FileContentStore store = FileContentStore.open(root)) {
      for (int size : List.of(0, 1000, 150_000)) {
        contents.put(put(store, size), bytes(size));
      }
      for (int first : List.of(10, 20)) {
        List<ContentWriter> several =
            List.of(out -> out.write(bytes(first)), out -> out.write(bytes(first + 1)));
        List<StoredContent> stored = store.putAll(several, ContentCheck.NONE);
        contents.put(stored.get(0).digest(), bytes(first)); // the other is garbage
      }
    }
    return contents;
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @DisplayName("gives no wrong bytes of content and loses none")
  void content(Fault fault) throws IOException {
    Path original = scratch.resolve("content");
    Map<Digest, byte[]> contents = fill(original);
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < MORE_THAN_ALL_STEPS, "never got through");
      Path root = copy(original, scratch.resolve("content" + steps));
      FailingReads disk = new FailingReads(steps, fault);
      try (FileContentStore store = FileContentStore.builder(root).disk(disk).open()) {
        for (Map.Entry<Digest, byte[]> content : contents.entrySet()) {
          twice(root, () -> assertStreamed(store, content.getKey(), content.getValue()));
          twice(root, () -> assertVerified(store, content.getKey(), content.getValue()));
          assertTrue(store.refresh(content.getKey()), "what could not be read is not damaged");
        }
        GarbageRequest unreferenced =
            new GarbageRequest(contents.keySet()::forEach, Duration.ZERO, false);
        twice(root, () -> store.collectGarbage(unreferenced));
        assertEquals(new ContentUsage(5, 151_030), store.usage());
        assertVerified(store, put(store, 30), bytes(30));
      } catch (IOException e) {
        requireNamed(root, e); // while it was opened
      }
      isThrough = !disk.hasFailed();
      try (FileContentStore store = FileContentStore.open(root)) {
        for (Map.Entry<Digest, byte[]> content : contents.entrySet()) {
          assertStreamed(store, content.getKey(), content.getValue());
        }
        assertEquals(List.of(), store.scrub(new ScrubRequest(null, 1L << 30)).damaged());
      }
    }
    assertTrue(fault == Fault.SHORT ? refusals == 0 : refusals > 15, refusals + " refusals");
  }

  private static void assertStreamed(ContentStore store, Digest digest, byte[] bytes)
      throws IOException {
    try (InputStream in = store.open(digest)) {
      assertArrayEquals(bytes, in.readAllBytes());
    }
  }

  private static void assertVerified(ContentStore store, Digest digest, byte[] bytes)
      throws IOException {
    try (SeekableByteChannel channel = store.openVerified(digest)) {
      ByteBuffer all = ByteBuffer.allocate(bytes.length);
      while (all.hasRemaining()) {
        assertTrue(channel.read(all) > 0, "too short");
      }
      assertArrayEquals(bytes, all.array());
    }
  }

  private static CatalogueKey key(int number) {
    return CatalogueKey.of("documents", Integer.toString(number));
  }

  private static String text(int number) {
    return number + "x".repeat(100);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @DisplayName("gives no wrong documents, loses none, and changes nothing that cannot be opened")
  void documents(Fault fault) throws IOException {
    Path original = scratch.resolve("documents");
    try (FileCatalogue catalogue = FileCatalogue.builder(original).segmentLimit(1024).open()) {
      for (int i = 0; i < 20; i++) {
        assertTrue(catalogue.commit(List.of(new Change(key(i), null, text(i)))));
      }
    }
    boolean isThrough = false;
    for (int steps = 0; !isThrough; steps++) {
      assertTrue(steps < MORE_THAN_ALL_STEPS, "never got through");
      Path root = copy(original, scratch.resolve("documents" + steps));
      Map<Path, ByteBuffer> before = files(root);
      FailingReads disk = new FailingReads(steps, fault);
      boolean isOpen = false;
      try (FileCatalogue catalogue =
          FileCatalogue.builder(root).segmentLimit(1024).disk(disk).open()) {
        isOpen = true;
        for (int i = 0; i < 20; i++) {
          int number = i;
          twice(root, () -> assertEquals(text(number), catalogue.read(key(number)).orElseThrow()));
        }
        twice(root, () -> assertTrue(catalogue.replace(key(0), text(0), text(0))));
      } catch (IOException e) {
        requireNamed(root, e);
        assertTrue(!isOpen, e.toString());
        assertEquals(before, files(root));
      }
      isThrough = !disk.hasFailed();
      try (FileCatalogue catalogue = FileCatalogue.open(root)) {
        for (int i = 0; i < 20; i++) {
          assertEquals(text(i), catalogue.read(key(i)).orElseThrow());
        }
      }
    }
    assertTrue(fault == Fault.SHORT ? refusals == 0 : refusals > 20, refusals + " refusals");
  }

  private static Map<Path, ByteBuffer> files(Path root) throws IOException {
    Map<Path, ByteBuffer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.toList()) {
        contents.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
