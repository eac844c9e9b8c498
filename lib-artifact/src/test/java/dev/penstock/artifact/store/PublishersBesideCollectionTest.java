package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Publishers beside garbage collection")
class PublishersBesideCollectionTest {
  private static final CatalogueKey ROOT = CatalogueKey.of("asset");
  private static final int PUBLISHERS = 4;

  /** A publisher needs one round of a second; time does not go on before all have ended it. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  @TempDir Path root;

  @Test
  @Covers({"A-221", "AP-047"})
  @DisplayName("never lose what they refer to, and leave nothing else")
  void stress() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS + 1);
    AtomicBoolean isDone = new AtomicBoolean();
    AtomicLong freed = new AtomicLong();
    AtomicInteger collections = new AtomicInteger();
    AtomicLong round = new AtomicLong();
    CyclicBarrier rounds =
        new CyclicBarrier(
            PUBLISHERS,
            () -> {
              int before = collections.get();
              while (round.incrementAndGet() % 20 == 0 && collections.get() < before + 2) {
                Thread.onSpinWait(); // garbage must go now and then
              }
            });
    try (FileContentStore store =
            FileContentStore.builder(root.resolve("content"))
                .clock(() -> Instant.ofEpochSecond(round.get()))
                .open();
        FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      Future<?> collector =
          threads.submit(
              () -> {
                while (!isDone.get()) {
                  freed.addAndGet(collect(store, catalogue, GRACE).freed().contents());
                  collections.incrementAndGet();
                }
                return null;
              });
      List<Future<?>> publishers = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        Random random = new Random(i);
        int publisher = i;
        publishers.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 150; n++) {
                    publish(store, catalogue, publisher, random);
                    rounds.await();
                  }
                  return null;
                }));
      }
      for (Future<?> publisher : publishers) {
        publisher.get();
      }
      isDone.set(true);
      collector.get();
      collect(store, catalogue, Duration.ZERO);
      List<Digest> referenced = references(catalogue);
      for (Digest digest : referenced) {
        store.openVerified(digest).close();
      }
      assertTrue(freed.get() > 0, "nothing was garbage");
      assertEquals(referenced.stream().distinct().count(), store.usage().contents());
    } finally {
      isDone.set(true);
      threads.shutdownNow();
    }
  }

  /** Ends within its round, and so within the grace period. */
  private static void publish(
      FileContentStore store, FileCatalogue catalogue, int publisher, Random random)
      throws IOException {
    CatalogueKey key = ROOT.child(publisher + "-" + random.nextInt(6));
    String before = catalogue.read(key).orElse(null);
    String after = null;
    if (before != null) {
      byte[] bytes = store.open(new Digest(before)).readAllBytes();
      assertArrayEquals(content(ByteBuffer.wrap(bytes).getInt()), bytes);
    }
    if (before == null || random.nextInt(3) > 0) {
      after = put(store, random.nextInt(25), random.nextBoolean()).hex();
    }
    assertTrue(catalogue.commit(List.of(new Change(key, before, after))));
    if (after != null && random.nextBoolean()) {
      CatalogueKey copy = ROOT.child(publisher + "-copy");
      String old = catalogue.read(copy).orElse(null);
      assertTrue(store.refresh(new Digest(after)));
      assertTrue(catalogue.replace(copy, old, after));
    }
  }

  /** The same few contents again and again, so that many are garbage when they are used again. */
  private static Digest put(ContentStore store, int seed, boolean isPacked) throws IOException {
    byte[] bytes = content(seed);
    return isPacked
        ? store.putAll(List.of(out -> out.write(bytes)), ContentCheck.NONE).get(0).digest()
        : store.put(new ByteArrayInputStream(bytes)).digest();
  }

  private static byte[] content(int seed) {
    byte[] bytes = new byte[seed % 5 == 0 ? 70_000 : 100];
    new Random(seed).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putInt(seed);
    return bytes;
  }

  private static GarbageReport collect(
      FileContentStore store, FileCatalogue catalogue, Duration grace) throws IOException {
    return store.collectGarbage(
        new GarbageRequest(reference -> references(catalogue).forEach(reference), grace, false));
  }

  private static List<Digest> references(FileCatalogue catalogue) throws IOException {
    List<Digest> all = new ArrayList<>();
    for (CatalogueKey key : catalogue.keys(ROOT, null, 1000)) {
      catalogue.read(key).map(Digest::new).ifPresent(all::add);
    }
    return all;
  }
}
