package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Publishers at the same moment")
class ConcurrentPublishersTest {
  private static final int PUBLISHERS = 4;
  private static final int ROUNDS = 20;

  @TempDir Path root;

  private interface Round {
    void with(Repository repository, ExecutorService threads)
        throws IOException, InterruptedException, ExecutionException;
  }

  private void run(Round round) throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);
    try (FileContentStore content = FileContentStore.open(root.resolve("content"));
        FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      Domain domain = Domain.builder("acme", catalogue, content, () -> Instant.EPOCH).build();
      round.with(domain.createRepository("releases"), threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> publish(
      Repository repository, ExecutorService threads, String version, boolean isSameAsset)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(PUBLISHERS);
    List<Callable<String>> publishers = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      String text = "from publisher " + i;
      PublishRequest request =
          PublishRequest.generic("acme", "app", version, isSameAsset ? "a" : "a" + i);
      publishers.add(
          () -> {
            start.await();
            try {
              repository.publish(
                  request, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
              return text;
            } catch (ArtifactException e) {
              return e.kind().toString();
            }
          });
    }
    List<String> outcomes = new ArrayList<>();
    for (Future<String> outcome : threads.invokeAll(publishers)) {
      outcomes.add(outcome.get());
    }
    return outcomes;
  }

  @Test
  @Covers({"A-025", "A-223"})
  @DisplayName("of one asset: exactly one wins, the others get a conflict, and its bytes are there")
  void oneWins() throws Exception {
    run(
        (repository, threads) -> {
          for (int round = 0; round < ROUNDS; round++) {
            List<String> outcomes = publish(repository, threads, "1." + round, true);
            List<String> winners =
                outcomes.stream().filter(text -> text.startsWith("from")).toList();
            assertEquals(1, winners.size(), outcomes.toString());
            assertEquals(PUBLISHERS - 1L, outcomes.stream().filter("CONFLICT"::equals).count());
            VersionCoordinates version =
                PackageCoordinates.generic("acme", "app").version("1." + round);
            try (var in = repository.asset(version, "a").open()) {
              assertEquals(winners.get(0), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
          }
        });
  }

  @Test
  @Covers("A-223")
  @DisplayName("of different assets of one version: none is lost")
  void noneLost() throws Exception {
    run(
        (repository, threads) -> {
          for (int round = 0; round < ROUNDS; round++) {
            publish(repository, threads, "1." + round, false);
            VersionCoordinates version =
                PackageCoordinates.generic("acme", "app").version("1." + round);
            assertEquals(
                Set.of("a0", "a1", "a2", "a3"),
                repository.assets(version, PageRequest.first()).items().stream()
                    .map(Asset::name)
                    .collect(Collectors.toSet()));
          }
        });
  }

  /** Packages share a fixed number of locks, so one of the others may wait, but not all. */
  @Test
  @Timeout(30)
  @Covers("A-223")
  @DisplayName("of different packages: those of one do not wait for those of another")
  void packagesHaveLocksOfTheirOwn() throws Exception {
    Stuck catalogue = new Stuck();
    Domain domain =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Instant.EPOCH).build();
    Repository repository = domain.createRepository("releases");
    List<Callable<PublishResult>> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(publisher(repository, "app-" + i));
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<PublishResult> stuck = threads.submit(publisher(repository, "stuck"));
      catalogue.reached.await();
      assertTrue(threads.invokeAny(others).isChanged());
      assertFalse(stuck.isDone());
      catalogue.goOn.countDown();
      assertTrue(stuck.get().isChanged());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<PublishResult> publisher(Repository repository, String name) {
    PublishRequest request = PublishRequest.generic("acme", name, "1.0", "a");
    return () -> repository.publish(request, new ByteArrayInputStream(new byte[] {1}));
  }

  /** Holds whoever writes about the package of its name. */
  private static final class Stuck implements Catalogue {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    private final InMemoryCatalogue documents = new InMemoryCatalogue();

    @Override
    public Optional<String> read(CatalogueKey key) {
      return documents.read(key);
    }

    @Override
    public boolean commit(List<Change> changes) throws IOException {
      if (changes.stream().anyMatch(change -> change.key().segments().contains("stuck"))) {
        reached.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IOException("interrupted", e);
        }
      }
      return documents.commit(changes);
    }

    @Override
    public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
      return documents.keys(prefix, after, limit);
    }
  }
}
