package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The files of a content store")
class ContentFilesTest {
  @TempDir Path root;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static StoredContent put(ContentStore store, int size) throws IOException {
    return store.put(new ByteArrayInputStream(bytes(size)));
  }

  private static List<StoredContent> putAll(ContentStore store, int... sizes) throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (int size : sizes) {
      writers.add(out -> out.write(bytes(size)));
    }
    return store.putAll(writers, ContentCheck.NONE);
  }

  private List<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(directory))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Counts what the disk is asked for. */
  private static final class CountingDisk extends DiskDecorator {
    int creates;
    int forces;
    int directoryForces;
    long usable = Long.MAX_VALUE;
    long written;

    @Override
    public FileChannel create(Path file) throws IOException {
      creates++;
      return super.create(file);
    }

    @Override
    public void write(FileChannel file, ByteBuffer block) throws IOException {
      written += block.remaining();
      super.write(file, block);
    }

    @Override
    public void force(FileChannel file) throws IOException {
      forces++;
      super.force(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      directoryForces++;
      super.forceDirectory(directory);
    }

    @Override
    public long usableSpace(FileStore store) {
      return usable - written;
    }
  }

  @Test
  @Covers("A-220")
  @DisplayName("are written aside, forced, moved to their place, and their name is forced")
  void steps() throws IOException {
    RecordingDisk disk = new RecordingDisk(root);
    List<String> steps = disk.steps;
    try (FileContentStore store = FileContentStore.builder(root).disk(disk).open()) {
      String prefix = put(store, 65_537).digest().hex().substring(0, 2);
      assertEquals(
          List.of(
              "create incoming",
              "write",
              "write",
              "force",
              "force directory ",
              "force directory sha256",
              "move to sha256",
              "force directory sha256/" + prefix),
          steps);
      steps.clear();
      putAll(store, 2, 3);
      assertEquals(
          List.of(
              "create incoming",
              "write",
              "force",
              "force directory ",
              "move to packs",
              "force directory packs"),
          steps);
    }
  }

  @Test
  @Covers("AP-046")
  @DisplayName("are all there when it is opened again, but what was half-written")
  void reopened() throws IOException {
    Digest kept;
    try (FileContentStore store = FileContentStore.open(root)) {
      kept = put(store, 70_000).digest();
    }
    Files.writeString(root.resolve("incoming/7.part"), "half");
    Files.writeString(root.resolve("incoming/note.txt"), "not ours");
    Files.writeString(root.resolve("sha256/note.txt"), "not ours");
    try (FileContentStore store = FileContentStore.open(root)) {
      store.openVerified(kept).close();
      assertEquals(List.of(root.resolve("incoming/note.txt")), files("incoming"));
      assertEquals(new ContentUsage(1, 70_000), store.usage());
      store.collectGarbage(new GarbageRequest(reference -> {}, Duration.ZERO, false));
      assertEquals(List.of(root.resolve("sha256/note.txt")), files("sha256"));
    }
  }

  @Test
  @DisplayName("hold several small contents as one, made durable by one force")
  void batch() throws IOException {
    CountingDisk disk = new CountingDisk();
    try (FileContentStore store = FileContentStore.builder(root).disk(disk).open()) {
      putAll(store, 99);
      disk.creates = 0;
      disk.forces = 0;
      disk.directoryForces = 0;
      int[] sizes = new int[1000];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = i + 100;
      }
      List<StoredContent> stored = putAll(store, sizes);
      assertEquals(List.of(1, 1, 1), List.of(disk.creates, disk.forces, disk.directoryForces));
      assertEquals(2, files("packs").size());
      for (int i = 0; i < 1000; i++) {
        store.openVerified(stored.get(i).digest()).close();
        assertArrayEquals(bytes(sizes[i]), store.open(stored.get(i).digest()).readAllBytes());
      }
    }
    try (FileContentStore store = FileContentStore.open(root)) {
      assertEquals(1001, store.usage().contents());
      assertEquals(bytes(1099).length, put(store, 1099).size());
      assertEquals(1001, store.usage().contents(), "known from the pack");
    }
  }

  @Test
  @DisplayName("of a batch that fails hold none of its small contents")
  void failedBatch() throws IOException {
    try (FileContentStore store = FileContentStore.open(root)) {
      List<ContentWriter> writers = new ArrayList<>();
      writers.add(out -> out.write(bytes(10)));
      writers.add(
          out -> {
            throw new IOException("no more");
          });
      assertThrows(IOException.class, () -> store.putAll(writers, ContentCheck.NONE));
      assertEquals(ContentUsage.NONE, store.usage());
      assertEquals(List.of(), files("incoming"));
      List<ContentWriter> tooMany = Collections.nCopies(100_001, out -> {});
      assertEquals(
          "100001 contents at once; allowed: at most 100000",
          assertThrows(
                  IllegalArgumentException.class, () -> store.putAll(tooMany, ContentCheck.NONE))
              .getMessage());
    }
  }

  @Test
  @DisplayName("are not touched by small content that is known")
  void knownContent() throws IOException {
    CountingDisk disk = new CountingDisk();
    try (FileContentStore store =
        FileContentStore.builder(root).disk(disk).clock(() -> Instant.EPOCH).open()) {
      put(store, 1000);
      int creates = disk.creates;
      int forces = disk.forces + disk.directoryForces;
      put(store, 1000);
      assertEquals(creates, disk.creates);
      assertEquals(forces, disk.forces + disk.directoryForces);
      put(store, 100_000);
      forces = disk.forces + disk.directoryForces;
      put(store, 100_000);
      assertEquals(forces, disk.forces + disk.directoryForces, "known content is durable");
    }
  }

  @Test
  @DisplayName("are scrubbed: altered, cut and unreadable ones are found, and stored anew when put")
  void scrub() throws IOException {
    List<StoredContent> packed;
    StoredContent altered;
    StoredContent cut;
    try (FileContentStore store = FileContentStore.open(root)) {
      packed = putAll(store, 500, 501);
      altered = put(store, 70_000);
      cut = put(store, 70_001);
      put(store, 70_002);
      assertEquals(List.of(), store.scrub(new ScrubRequest(null, 1L << 30)).damaged());
    }
    Path pack = files("packs").get(0);
    alter(pack, 30);
    Path alteredFile = new LooseFiles(root.resolve("sha256")).path(ContentId.of(altered.digest()));
    alter(alteredFile, 69_999);
    Path cutFile = new LooseFiles(root.resolve("sha256")).path(ContentId.of(cut.digest()));
    Files.write(cutFile, new byte[3]);
    try (FileContentStore store = FileContentStore.open(root)) {
      ScrubReport report = store.scrub(new ScrubRequest(null, 1L << 30));
      assertEquals(5, report.contents());
      assertNull(report.last());
      assertEquals(3, report.damaged().size());
      List<Path> places = List.of(pack, alteredFile, cutFile);
      for (ScrubReport.Damage damage : report.damaged()) {
        assertTrue(places.contains(Path.of(damage.place())), damage.toString());
        assertTrue(damage.found().contains("instead of") || damage.found().contains("sha256"));
      }
      assertFalse(store.refresh(altered.digest()), "damaged content is not there to be used");
      put(store, 70_000);
      put(store, 70_001);
      putAll(store, 500);
      assertEquals(List.of(), store.scrub(new ScrubRequest(null, 1L << 30)).damaged());
      for (StoredContent content : packed) {
        store.openVerified(content.digest()).close();
      }
      assertEquals(new ContentUsage(5, 500 + 501 + 70_000 + 70_001 + 70_002), store.usage());
    }
    Files.write(files("packs").get(1), new byte[50]);
    try (FileContentStore store = FileContentStore.open(root)) {
      List<ScrubReport.Damage> damaged = store.scrub(new ScrubRequest(null, 1L << 30)).damaged();
      assertTrue(
          damaged.contains(
              new ScrubReport.Damage(
                  null,
                  files("packs").get(1).toString(),
                  "java.io.IOException: this is no pack of format 1 or 2")),
          damaged.toString());
    }
  }

  private static void alter(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at]++;
    Files.write(file, bytes);
  }

  @Test
  @DisplayName("keep to a quota, and make room when garbage goes")
  void quota() throws IOException {
    try (FileContentStore store = FileContentStore.open(root)) {
      put(store, 60_000);
    }
    try (FileContentStore store = FileContentStore.builder(root).quota(100_000).open()) {
      put(store, 60_000);
      StorageLimitException refusal =
          assertThrows(StorageLimitException.class, () -> put(store, 40_001));
      assertEquals(
          root.toAbsolutePath()
              + " holds 60000 bytes of content, 40001 are to be stored; allowed: 100000 together."
              + " Collect garbage, or raise the quota",
          refusal.getMessage());
      assertThrows(StorageLimitException.class, () -> putAll(store, 20_000, 20_001));
      assertEquals(new ContentUsage(1, 60_000), store.usage());
      put(store, 40_000);
      assertThrows(StorageLimitException.class, () -> put(store, 1));
      store.collectGarbage(new GarbageRequest(reference -> {}, Duration.ZERO, false));
      putAll(store, 50_000, 50_001 - 1001);
      assertEquals(2, store.usage().contents());
      assertEquals(List.of(), files("incoming"));
    }
  }

  @Test
  @Covers("AP-022")
  @DisplayName("are not begun where too little space would stay free")
  void freeSpaceFloor() throws IOException {
    CountingDisk disk = new CountingDisk();
    try (FileContentStore store =
        FileContentStore.builder(root).disk(disk).freeSpaceFloor(1000).open()) {
      disk.usable = 999;
      int[] asked = {0};
      assertThrows(
          StorageLimitException.class, () -> store.put(out -> asked[0]++, ContentCheck.NONE));
      assertEquals(List.of(0, 0), List.of(asked[0], disk.creates), "nothing was touched");
      disk.usable = 1099;
      assertThrows(StorageLimitException.class, () -> put(store, 100));
      assertEquals(0, disk.creates);
      disk.usable = 1100;
      put(store, 100);
      disk.usable = 30L << 20;
      assertThrows(StorageLimitException.class, () -> put(store, 40 << 20));
      assertTrue(disk.written < 33L << 20, disk.written + " bytes were written");
      assertEquals(List.of(), files("incoming"));
    }
  }

  @Test
  @DisplayName("are hashed and written side by side with the same outcome, whatever the executor")
  void sideBySide() throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Executor> executors =
          List.of(
              pool,
              Runnable::run,
              task -> {}, // never comes to it
              task -> {
                throw new RejectedExecutionException();
              });
      int number = 0;
      for (Executor executor : executors) {
        Path place = root.resolve("store" + number++);
        try (FileContentStore store = FileContentStore.builder(place).hashing(executor).open()) {
          assertEquals(List.of(), ContentStoreContract.violations(store));
          for (int size : new int[] {262_144, 262_145, 393_216, 1_000_000, 5_000_000}) {
            StoredContent expected = put(new InMemoryContentStore(), size);
            assertEquals(expected, put(store, size));
            assertArrayEquals(bytes(size), store.open(expected.digest()).readAllBytes());
          }
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("are the same however they are written, byte by byte or many at once")
  void anyWrites() throws IOException {
    byte[] all = bytes(1_500_000);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (FileContentStore store = FileContentStore.builder(root).hashing(pool).open()) {
      StoredContent expected = put(new InMemoryContentStore(), all.length);
      Random random = new Random(3);
      ContentWriter writer =
          out -> {
            for (int from = 0; from < all.length; ) {
              int count = Math.min(all.length - from, random.nextInt(3) * random.nextInt(100_000));
              out.write(all, from, count);
              from += count;
              for (int single = random.nextInt(200); single > 0 && from < all.length; single--) {
                out.write(all[from++]);
              }
            }
          };
      assertEquals(expected, store.put(writer, ContentCheck.NONE));
      assertArrayEquals(all, store.open(expected.digest()).readAllBytes());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("take no more threads than there are processors, the caller's included")
  void helpers() throws IOException {
    List<Runnable> tasks = new ArrayList<>();
    try (FileContentStore store = FileContentStore.builder(root).hashing(tasks::add).open()) {
      put(store, 3_000_000);
      int processors = Runtime.getRuntime().availableProcessors();
      assertEquals(Math.max(1, Math.min(processors - 1, 4)), tasks.size());
    }
  }

  @Test
  @DisplayName("written side by side fail as a whole when the disk fails")
  void sideBySideFailure() throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    DiskDecorator disk =
        new DiskDecorator() {
          private long written;

          @Override
          public void write(FileChannel file, ByteBuffer block) throws IOException {
            written += block.remaining();
            if (written > 2_000_000) {
              throw new IOException("no space");
            }
            super.write(file, block);
          }
        };
    try (FileContentStore store = FileContentStore.builder(root).hashing(pool).disk(disk).open()) {
      IOException failure = assertThrows(IOException.class, () -> put(store, 5_000_000));
      assertEquals("content cannot be kept: java.io.IOException: no space", failure.getMessage());
      assertEquals(List.of(), files("incoming"));
      assertEquals(ContentUsage.NONE, store.usage());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("have names in the order of digests")
  void ids() {
    List<Digest> digests = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      StringBuilder hex = new StringBuilder();
      while (hex.length() < 64) {
        hex.append(Character.forDigit(random.nextInt(16), 16));
      }
      digests.add(new Digest(hex.toString()));
    }
    digests.sort(Comparator.comparing(Digest::hex));
    assertEquals(
        digests, digests.stream().map(ContentId::of).sorted().map(ContentId::digest).toList());
  }
}
