package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Garbage collection in files")
class GarbageCollectionTest {
  private static final Duration GRACE = Duration.ofHours(1);
  private static final ContentReferences NOTHING = reference -> {};

  @TempDir Path root;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private FileContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = FileContentStore.builder(root).clock(() -> now).open();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private Digest put(int size) throws IOException {
    return store.put(new ByteArrayInputStream(new byte[size])).digest();
  }

  private List<Digest> putAll(int... sizes) throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (int size : sizes) {
      writers.add(out -> out.write(new byte[size]));
    }
    return store.putAll(writers, ContentCheck.NONE).stream().map(StoredContent::digest).toList();
  }

  private GarbageReport collect(ContentReferences references) throws IOException {
    return store.collectGarbage(new GarbageRequest(references, GRACE, false));
  }

  @Test
  @Covers({"A-221", "AP-036", "AP-037"})
  @DisplayName(
      "removes what is both unreferenced and older than the grace period since its last use")
  void graceFromLastUse() throws IOException {
    Digest referenced = put(1);
    Digest unused = put(2);
    Digest putAgain = put(3);
    Digest refreshed = put(4);
    List<Digest> packed = putAll(5, 6);
    List<Digest> packRefreshed = putAll(7, 8);
    List<Digest> packPutAgain = putAll(9, 10);
    now = now.plus(GRACE).minusSeconds(1);
    assertEquals(0, collect(NOTHING).freed().contents(), "too young to go");
    now = now.plusSeconds(1);
    put(3);
    assertTrue(store.refresh(refreshed));
    assertTrue(store.refresh(packRefreshed.get(1)));
    putAll(10);
    GarbageReport report = collect(reference -> reference.accept(referenced));
    assertEquals(new ContentUsage(5, 2 + 5 + 6 + 7 + 9), report.freed());
    assertEquals(new ContentUsage(1, 1), report.referenced());
    assertEquals(new ContentUsage(4, 3 + 4 + 8 + 10), report.recent());
    assertEquals(List.of(), report.missing());
    assertTrue(store.contains(referenced) && store.contains(putAgain) && store.contains(refreshed));
    assertEquals(List.of(false, true), packRefreshed.stream().map(store::contains).toList());
    assertEquals(List.of(false, true), packPutAgain.stream().map(store::contains).toList());
    assertFalse(store.contains(unused));
    assertTrue(packed.stream().noneMatch(store::contains));
    now = now.plus(GRACE);
    assertEquals(4, collect(reference -> reference.accept(referenced)).freed().contents());
    assertEquals(1, files());
  }

  @Test
  @Covers({"A-221", "AP-036"})
  @DisplayName("leaves alone what is used again while references are being told")
  void reuseBesideMarking() throws IOException {
    Digest loose = put(1);
    Digest putAgain = put(2);
    List<Digest> packed = putAll(3, 4);
    Digest unused = put(5);
    now = now.plus(GRACE);
    GarbageReport report =
        collect(
            reference -> {
              assertTrue(store.refresh(loose));
              put(2);
              assertTrue(store.refresh(packed.get(0)));
              put(6);
            });
    assertEquals(new ContentUsage(2, 4 + 5), report.freed());
    assertTrue(store.contains(loose) && store.contains(putAgain));
    assertEquals(List.of(true, false), packed.stream().map(store::contains).toList());
    assertFalse(store.contains(unused));
  }

  @Test
  @DisplayName("leaves a pack alone that is used while it is being written anew")
  void reuseBesideRewriting() throws IOException {
    List<Digest> packed = putAll(3, 4);
    now = now.plus(GRACE);
    store.close();
    boolean[] isArmed = {true};
    DiskDecorator disk =
        new DiskDecorator() {
          @Override
          public void force(FileChannel file) throws IOException {
            super.force(file);
            if (isArmed[0]) {
              isArmed[0] = false;
              assertTrue(store.refresh(packed.get(0)));
            }
          }
        };
    store = FileContentStore.builder(root).clock(() -> now).disk(disk).open();
    GarbageReport report = collect(reference -> reference.accept(packed.get(1)));
    assertFalse(isArmed[0], "the pack was written anew");
    assertEquals(0, report.freed().contents());
    assertTrue(packed.stream().allMatch(store::contains));
    now = now.plus(GRACE);
    assertEquals(1, collect(reference -> reference.accept(packed.get(1))).freed().contents());
  }

  @Test
  @DisplayName("writes packs anew without their garbage, also across a restart")
  void packs() throws IOException {
    List<Digest> packed = putAll(1_000, 2_000, 3_000);
    now = now.plus(GRACE);
    GarbageReport report = collect(reference -> reference.accept(packed.get(1)));
    assertEquals(new ContentUsage(2, 4_000), report.freed());
    assertEquals(1, files());
    assertEquals(new ContentUsage(1, 2_000), store.usage());
    store.close();
    store = FileContentStore.builder(root).clock(() -> now).open();
    assertEquals(new ContentUsage(1, 2_000), store.usage());
    try (InputStream in = store.open(packed.get(1))) {
      assertEquals(2_000, in.readAllBytes().length);
    }
    assertEquals(1, collect(NOTHING).freed().contents(), "its age is what it was");
    assertEquals(0, files());
  }

  @Test
  @DisplayName("frees what was put one by one also when nothing is put any more")
  void openPack() throws IOException {
    Digest referenced = put(1);
    Digest unused = put(2);
    now = now.plus(GRACE);
    assertEquals(
        new ContentUsage(1, 2), collect(reference -> reference.accept(referenced)).freed());
    assertTrue(store.contains(referenced));
    assertFalse(store.contains(unused));
    Digest next = put(3);
    for (int day = 0; day < 3; day++) {
      now = now.plus(GRACE).minusSeconds(1);
      assertTrue(store.refresh(next)); // does not keep the others
      put(10 + day);
      collect(reference -> reference.accept(referenced));
    }
    assertEquals(new ContentUsage(4, 1 + 3 + 11 + 12), store.usage());
  }

  @Test
  @DisplayName("writes many small packs into one, once all in them is old")
  void merged() throws IOException {
    List<Digest> all = new ArrayList<>();
    for (int run = 0; run < 9; run++) {
      all.add(put(run));
      store.close();
      store = FileContentStore.builder(root).clock(() -> now).open();
    }
    collect(all::forEach);
    assertEquals(9, files());
    now = now.plus(GRACE);
    collect(all::forEach);
    assertEquals(2, files());
    store.close();
    store = FileContentStore.builder(root).clock(() -> now).open();
    assertEquals(9, store.usage().contents());
    for (Digest digest : all) {
      store.openVerified(digest).close();
    }
    assertEquals(9, collect(NOTHING).freed().contents(), "they are as old as they were");
    assertEquals(0, files());
  }

  @Test
  @DisplayName("tells what is missing and how much is shared, and changes nothing in a dry run")
  void report() throws IOException {
    Digest shared = put(10);
    Digest unused = put(5);
    Digest missing = new Digest("1".repeat(64));
    now = now.plus(GRACE);
    ContentReferences references =
        reference -> {
          for (int i = 0; i < 3; i++) {
            reference.accept(shared);
          }
          reference.accept(missing);
        };
    GarbageReport report = store.collectGarbage(new GarbageRequest(references, GRACE, true));
    assertEquals(
        new GarbageReport(
            true,
            new ContentUsage(1, 5),
            new ContentUsage(1, 10),
            ContentUsage.NONE,
            20,
            List.of(missing)),
        report);
    assertTrue(store.contains(unused));
  }

  @Test
  @DisplayName("removes nothing when references cannot be read")
  void failingReferences() throws IOException {
    Digest unused = put(5);
    now = now.plus(GRACE);
    IOException failure = new IOException("no catalogue");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                collect(
                    reference -> {
                      throw failure;
                    }));
    assertEquals(failure, thrown);
    assertTrue(store.contains(unused));
    assertEquals(
        "grace of PT-1S; allowed: 0 to 36500 days",
        assertThrows(
                IllegalArgumentException.class,
                () -> new GarbageRequest(NOTHING, Duration.ofSeconds(-1), false))
            .getMessage());
  }

  @Test
  @DisplayName("goes by the file system's time where no clock is given")
  void fileTime() throws IOException {
    store.close();
    store = FileContentStore.open(root);
    Digest unused = put(5);
    Digest packed = putAll(6).get(0);
    assertEquals(2, collect(NOTHING).recent().contents());
    assertTrue(store.refresh(unused));
    assertEquals(
        2,
        store.collectGarbage(new GarbageRequest(NOTHING, Duration.ZERO, false)).freed().contents());
    assertFalse(store.contains(unused) || store.contains(packed));
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).count();
    }
  }
}
