package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Small contents put one by one")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OpenPackFaultsTest {
  private static final ScrubRequest ALL = new ScrubRequest(null, 1L << 30);

  @TempDir Path root;
  private final ExecutorService threads = Executors.newFixedThreadPool(9);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[100 + seed % 7];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Digest digest(int seed) {
    return ContentId.of(ContentDigests.digest("SHA-256").digest(bytes(seed))).digest();
  }

  private static Digest put(ContentStore store, int seed) throws IOException {
    return store.put(new ByteArrayInputStream(bytes(seed))).digest();
  }

  private static Digest putPacked(ContentStore store, int seed) throws IOException {
    ContentWriter writer = out -> out.write(bytes(seed));
    return store.putAll(List.of(writer), ContentCheck.NONE).get(0).digest();
  }

  private static void assertWhole(ContentStore store, int seed) throws IOException {
    try (InputStream in = store.open(digest(seed))) {
      assertArrayEquals(bytes(seed), in.readAllBytes());
    }
    store.openVerified(digest(seed)).close();
  }

  private Path pack(int number) {
    return root.resolve(String.format("packs/%08d.pack", number));
  }

  private FileContentStore open(Disk disk) throws IOException {
    return FileContentStore.builder(root).disk(disk).clock(() -> Instant.EPOCH).open();
  }

  /** Fails or waits where it is told to. */
  private static final class Faults extends DiskDecorator {
    final AtomicInteger forces = new AtomicInteger();
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final AtomicBoolean isWaiting = new AtomicBoolean();
    volatile boolean failsAppend;
    volatile boolean failsForce;
    volatile boolean failsCreate;

    /** Fails where the store does not force what it appended. */
    void awaitForce() throws InterruptedException {
      assertTrue(reached.await(30, TimeUnit.SECONDS), "the open pack was not forced in 30 s");
    }

    @Override
    public void append(RandomAccessFile log, long end, byte[] bytes, int length)
        throws IOException {
      if (failsAppend) {
        super.append(log, end, bytes, length / 2);
        throw new IOException("no space");
      }
      super.append(log, end, bytes, length);
    }

    @Override
    public void force(RandomAccessFile log) throws IOException {
      forces.incrementAndGet();
      if (isWaiting.compareAndSet(true, false)) {
        reached.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (failsForce) {
        throw new IOException("no force");
      }
      super.force(log);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
      if (failsCreate) {
        throw new IOException("no file");
      }
      return super.create(file);
    }
  }

  @Test
  @DisplayName("by many threads share a force, and none is there before it is durable")
  void groupCommit() throws Exception {
    Faults disk = new Faults();
    try (FileContentStore store = open(disk)) {
      put(store, 0);
      disk.isWaiting.set(true);
      List<Future<Digest>> puts = new ArrayList<>();
      puts.add(threads.submit(() -> put(store, 1)));
      disk.awaitForce();
      for (int i = 2; i < 8; i++) {
        int seed = i;
        puts.add(threads.submit(() -> put(store, seed)));
      }
      puts.add(threads.submit(() -> put(store, 7))); // the same once more
      while (store.waiting() < 6) {
        Thread.onSpinWait();
      }
      for (int i = 1; i < 8; i++) {
        Digest digest = digest(i);
        assertFalse(store.contains(digest), "told before it was durable");
        assertThrows(MissingContentException.class, () -> store.open(digest));
      }
      assertEquals(1, store.usage().contents());
      assertTrue(puts.stream().noneMatch(Future::isDone));
      disk.goOn.countDown();
      for (Future<Digest> put : puts) {
        assertTrue(store.contains(put.get()));
      }
      assertEquals(2, disk.forces.get(), "one for the first, one for the others");
      assertEquals(8, store.usage().contents());
    } finally {
      disk.goOn.countDown();
    }
    try (FileContentStore store = FileContentStore.open(root)) {
      for (int i = 0; i < 8; i++) {
        assertWhole(store, i);
      }
    }
  }

  @Test
  @DisplayName("fail together when the force fails, which is not asked again of the same file")
  void failedForce() throws Exception {
    Faults disk = new Faults();
    try (FileContentStore store = open(disk)) {
      put(store, 0);
      disk.isWaiting.set(true);
      disk.failsForce = true;
      List<Future<Digest>> puts = new ArrayList<>();
      puts.add(threads.submit(() -> put(store, 1)));
      disk.awaitForce();
      puts.add(threads.submit(() -> put(store, 2)));
      puts.add(threads.submit(() -> put(store, 3)));
      while (store.waiting() < 2) {
        Thread.onSpinWait();
      }
      disk.goOn.countDown();
      IOException failure = assertThrows(IOException.class, () -> get(puts.get(0)));
      assertEquals(
          "the content could not be written: java.io.IOException: no force", failure.getMessage());
      disk.failsForce = false;
      assertFalse(store.contains(digest(1)));
      assertEquals(digest(2), get(puts.get(1)), "those that waited got a file of their own");
      assertEquals(digest(3), get(puts.get(2)));
      long length = Files.size(pack(1));
      put(store, 4);
      assertEquals(length, Files.size(pack(1)), "nothing after what is not known");
      assertTrue(Files.size(pack(2)) > 0);
      for (int seed : new int[] {0, 2, 3, 4}) {
        assertWhole(store, seed);
      }
      store.collectGarbage(
          new GarbageRequest(
              reference -> List.of(0, 2, 3, 4).forEach(seed -> reference.accept(digest(seed))),
              Duration.ZERO,
              false));
      assertFalse(Files.exists(pack(1)), "written anew when there was a chance");
      assertWhole(store, 0);
    } finally {
      disk.goOn.countDown();
    }
    try (FileContentStore store = FileContentStore.open(root)) {
      for (int seed : new int[] {0, 2, 3, 4}) {
        assertWhole(store, seed);
      }
      assertFalse(store.contains(digest(1)));
    }
  }

  private static Digest get(Future<Digest> put) throws Exception {
    try {
      return put.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : e;
    }
  }

  @Test
  @DisplayName("leave no heap of files where the disk is full for long")
  void fullDisk() throws IOException {
    Faults disk = new Faults();
    try (FileContentStore store = open(disk)) {
      put(store, 0);
      disk.failsAppend = true;
      assertThrows(IOException.class, () -> put(store, 1));
      disk.failsCreate = true;
      for (int i = 0; i < 20; i++) {
        assertThrows(IOException.class, () -> put(store, 1));
      }
      disk.failsCreate = false;
      put(store, 2); // into a file of its own
      assertWhole(store, 0);
      assertWhole(store, 2);
      assertFalse(store.contains(digest(1)));
    }
    try (var packs = Files.list(root.resolve("packs"))) {
      assertEquals(2, packs.count());
    }
    disk.failsCreate = true;
    try (FileContentStore store = open(disk)) {
      assertWhole(store, 0);
      assertWhole(store, 2);
      assertEquals(List.of(), store.scrub(ALL).damaged());
      disk.failsCreate = false;
    }
    try (FileContentStore store = FileContentStore.open(root)) {
      assertWhole(store, 0);
      assertWhole(store, 2);
    }
  }

  @Test
  @DisplayName("are there after a close on a full disk, and opened on one")
  void closedWhileFull() throws IOException {
    Faults disk = new Faults();
    try (FileContentStore store = open(disk)) {
      put(store, 0);
      put(store, 1);
      disk.failsAppend = true;
    }
    disk.failsCreate = true;
    try (FileContentStore store = open(disk)) {
      assertWhole(store, 0);
      assertWhole(store, 1);
      assertTrue(store.refresh(digest(0)));
      assertFalse(store.refresh(digest(1)), "it is not known whether it is durable");
      disk.failsAppend = false;
      disk.failsCreate = false;
      put(store, 1);
      assertTrue(store.refresh(digest(1)), "now it is");
      assertEquals(new ContentUsage(2, 100 + 101), store.usage());
    }
    FileContentStore store = FileContentStore.open(root);
    assertTrue(store.refresh(digest(1)));
    assertEquals(new ContentUsage(2, 100 + 101), store.usage());
    store.close();
    store.close();
    assertThrows(IllegalStateException.class, () -> put(store, 3));
  }

  private void alter(int number, int seed) throws IOException {
    byte[] pack = Files.readAllBytes(pack(number));
    int at = 0;
    while (pack[at] != bytes(seed)[0]
        || ByteBuffer.wrap(pack, at, 50).compareTo(ByteBuffer.wrap(bytes(seed), 0, 50)) != 0) {
      at++;
    }
    pack[at + 20]++;
    Files.write(pack(number), pack);
  }

  @Test
  @DisplayName("that were found damaged are put anew, and the new one counts from then on")
  void healed() throws IOException {
    try (FileContentStore store = FileContentStore.open(root)) {
      put(store, 0);
      put(store, 1);
      alter(1, 0);
      assertThrows(AlteredContentException.class, () -> store.openVerified(digest(0)));
      assertFalse(store.refresh(digest(0)));
      put(store, 0);
      assertTrue(store.refresh(digest(0)));
      assertWhole(store, 0);
      assertEquals(2, store.usage().contents());
      putPacked(store, 2);
      alter(2, 2);
      assertThrows(AlteredContentException.class, () -> store.openVerified(digest(2)));
      put(store, 2); // not into a pack that comes before the damaged one
      assertWhole(store, 2);
    }
    for (int opening = 0; opening < 2; opening++) {
      try (FileContentStore store = FileContentStore.open(root)) {
        for (int seed = 0; seed < 3; seed++) {
          assertWhole(store, seed);
        }
        assertEquals(3, store.usage().contents());
        assertEquals(List.of(), store.scrub(ALL).damaged());
        if (opening == 1) {
          store.collectGarbage(
              new GarbageRequest(
                  reference -> List.of(0, 1, 2).forEach(seed -> reference.accept(digest(seed))),
                  Duration.ZERO,
                  false));
          assertEquals(3, store.usage().contents());
        }
      }
    }
  }

  private void writeLoose(int seed) throws IOException {
    Path file = new LooseFiles(root.resolve("sha256")).path(ContentId.of(digest(seed)));
    Files.createDirectories(file.getParent());
    Files.write(file, bytes(seed));
  }

  @Test
  @DisplayName("that an earlier release left in files of their own are used from there")
  void looseFiles() throws IOException {
    writeLoose(0);
    writeLoose(1);
    try (FileContentStore store = FileContentStore.open(root)) {
      putPacked(store, 2);
    }
    writeLoose(2); // as a release did that found it damaged in the pack
    alter(1, 2);
    try (FileContentStore store = FileContentStore.open(root)) {
      put(store, 0);
      assertFalse(Files.exists(pack(2)), "it is not packed as well");
      assertWhole(store, 1);
      assertTrue(store.refresh(digest(1)));
      assertEquals(List.of(), store.scrub(ALL).damaged(), "the file of its own is sound");
      assertWhole(store, 2);
      assertTrue(store.refresh(digest(2)));
      assertEquals(3, store.usage().contents());
    }
    try (FileContentStore store = FileContentStore.open(root)) {
      try (InputStream in = store.open(digest(2))) {
        assertThrows(AlteredContentException.class, in::readAllBytes);
      }
      assertWhole(store, 2);
      Path loose = new LooseFiles(root.resolve("sha256")).path(ContentId.of(digest(1)));
      Files.write(loose, new byte[3]);
      put(store, 1);
      assertWhole(store, 1);
      assertEquals(3, store.usage().contents());
    }
  }

  @Test
  @DisplayName("are taken in or refused as a whole when the store is closed beside")
  void closedBeside() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path place = root.resolve("round" + round);
      FileContentStore store = FileContentStore.open(place);
      List<Digest> stored = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch begun = new CountDownLatch(4);
      List<Future<?>> puts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int first = 1000 * i;
        puts.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 1000; n++) {
                    stored.add(put(store, first + n));
                    begun.countDown();
                  }
                  return null;
                }));
      }
      begun.await();
      store.close();
      for (Future<?> put : puts) {
        try {
          put.get();
        } catch (ExecutionException e) {
          assertTrue(e.toString().contains("has been closed"), e.toString());
        }
      }
      try (FileContentStore again = FileContentStore.open(place)) {
        for (Digest digest : stored) {
          again.openVerified(digest).close();
        }
      }
    }
  }
}
