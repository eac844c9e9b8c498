package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A catalogue that many threads use")
class CatalogueThreadsTest {
  private static final CatalogueKey ROOT = CatalogueKey.of("root");

  private final ExecutorService threads = Executors.newFixedThreadPool(10);

  @TempDir Path root;

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
  }

  /** Counts forces; the first after arming waits. */
  private static final class SlowDisk extends DiskDecorator {
    final AtomicInteger forces = new AtomicInteger();
    final AtomicBoolean isArmed = new AtomicBoolean();
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void force(RandomAccessFile log) throws IOException {
      forces.incrementAndGet();
      if (isArmed.compareAndSet(true, false)) {
        reached.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      super.force(log);
    }
  }

  @Test
  @DisplayName("makes commits that wait durable together, each after it was asked for")
  void groupCommit() throws Exception {
    SlowDisk disk = new SlowDisk();
    try (FileCatalogue catalogue = FileCatalogue.builder(root).disk(disk).open()) {
      disk.isArmed.set(true);
      int before = disk.forces.get();
      List<Future<Boolean>> commits = new ArrayList<>();
      commits.add(threads.submit(commit(catalogue, 0)));
      disk.reached.await();
      AtomicInteger started = new AtomicInteger();
      for (int i = 1; i < 9; i++) {
        int name = i;
        commits.add(
            threads.submit(
                () -> {
                  started.incrementAndGet();
                  return commit(catalogue, name).call();
                }));
      }
      while (catalogue.waiting() < 8) {
        Thread.onSpinWait();
      }
      assertEquals(List.of(), catalogue.keys(ROOT, null, 9), "seen before it was durable");
      assertTrue(commits.stream().noneMatch(Future::isDone), "told before it was durable");
      disk.goOn.countDown();
      for (Future<Boolean> commit : commits) {
        assertTrue(commit.get());
      }
      assertEquals(2, disk.forces.get() - before, "one force for the first, one for the others");
      assertEquals(9, catalogue.keys(ROOT, null, 10).size());
    }
  }

  private static Callable<Boolean> commit(Catalogue catalogue, int name) {
    return () -> catalogue.replace(ROOT.child("k" + name), null, "document");
  }

  @Test
  @DisplayName("keeps the contract, in files and in memory, and one that changes half does not")
  void contract() throws Exception {
    try (FileCatalogue catalogue = FileCatalogue.open(root)) {
      assertEquals(List.of(), CatalogueContract.concurrencyViolations(catalogue, threads));
    }
    InMemoryCatalogue sound = new InMemoryCatalogue();
    assertEquals(List.of(), CatalogueContract.concurrencyViolations(sound, threads));
    assertEquals(List.of(), CatalogueContract.concurrencyViolations(sound, Runnable::run));
    assertEquals(
        List.of("counted beside: expected Optional[200], but found Optional.empty"),
        CatalogueContract.concurrencyViolations(new Careless(), Runnable::run));
  }

  /** Changes the first document only. */
  private static final class Careless implements Catalogue {
    private final InMemoryCatalogue documents = new InMemoryCatalogue();

    @Override
    public Optional<String> read(CatalogueKey key) {
      return documents.read(key);
    }

    @Override
    public boolean commit(List<Change> changes) {
      documents.commit(changes.subList(0, 1));
      return true;
    }

    @Override
    public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
      return documents.keys(prefix, after, limit);
    }
  }

  @Test
  @DisplayName("shows all of a commit or nothing, also to listings and while it is compacted")
  void linearizable() throws Exception {
    try (FileCatalogue catalogue = FileCatalogue.builder(root).segmentLimit(8192).open()) {
      catalogue.replace(ROOT.child("0"), null, "0");
      AtomicBoolean isDone = new AtomicBoolean();
      List<Future<?>> others = new ArrayList<>();
      others.add(
          threads.submit(
              () -> {
                while (!isDone.get()) {
                  assertEquals(1, catalogue.keys(ROOT, null, 10).size());
                }
                return null;
              }));
      others.add(
          threads.submit(
              () -> {
                while (!isDone.get()) {
                  catalogue.compact();
                }
                return null;
              }));
      AtomicInteger wins = new AtomicInteger();
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(i);
        writers.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 300; n++) {
                    wins.addAndGet(move(catalogue, random) ? 1 : 0);
                  }
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      isDone.set(true);
      for (Future<?> other : others) {
        other.get();
      }
      CatalogueKey last = catalogue.keys(ROOT, null, 10).get(0);
      assertEquals(Integer.toString(wins.get()), catalogue.read(last).orElseThrow());
    }
  }

  /** The only document goes to another key and counts how often it went. */
  private static boolean move(Catalogue catalogue, Random random) throws IOException {
    CatalogueKey from = catalogue.keys(ROOT, null, 1).get(0);
    String text = catalogue.read(from).orElse(null);
    CatalogueKey to = ROOT.child(Integer.toString(random.nextInt(1000)));
    if (text == null || to.equals(from)) {
      return false;
    }
    String next = Integer.toString(Integer.parseInt(text) + 1);
    return catalogue.commit(List.of(new Change(from, text, null), new Change(to, null, next)));
  }
}
