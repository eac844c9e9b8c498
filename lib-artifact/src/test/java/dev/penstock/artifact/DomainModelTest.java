package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A domain, against a simple model")
class DomainModelTest {
  private static final int CLIENTS = 3;
  private static final int CALLS = 4;

  @TempDir Path root;

  private static Fixture fixture(Catalogue catalogue) throws IOException {
    Fixture fixture = new Fixture(catalogue, RepositoryLimits.STANDARD);
    fixture.domain.createRepository("one");
    fixture.domain.createRepository("two");
    return fixture;
  }

  private static void same(RepositoryModel model, Domain domain, List<?> calls) throws IOException {
    for (String repository : List.of("one", "two")) {
      assertEquals(
          model.everything(repository),
          ModelCall.everything(domain, repository),
          () -> repository + " after " + calls);
    }
  }

  @Test
  @DisplayName("answers random calls as the model does, one after the other")
  void sequential() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Fixture fixture = fixture(new InMemoryCatalogue());
      RepositoryModel model = new RepositoryModel();
      List<String> calls = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        ModelCall call = ModelCall.random(random);
        calls.add(call.name());
        String expected = call.ofModel().on(model);
        assertEquals(expected, call.on(fixture.domain), calls::toString);
        seen.add(call.name().split(" ", 2)[0] + " " + expected);
        same(model, fixture.domain, calls);
      }
      for (int i = 1; i < fixture.events.size(); i++) {
        VersionEvent event = fixture.events.get(i);
        assertTrue(
            fixture.events.subList(0, i).stream()
                .filter(earlier -> earlier.repository().equals(event.repository()))
                .allMatch(earlier -> earlier.sequence() < event.sequence()));
      }
    }
    assertTrue(seen.size() > 60, () -> "many different answers: " + seen.size());
  }

  @Test
  @DisplayName("answers random calls as the model does, on disk and over restarts")
  void restarted() throws IOException {
    Random random = new Random(99);
    RepositoryModel model = new RepositoryModel();
    List<String> calls = new ArrayList<>();
    Fixture.CountingContent content = new Fixture.CountingContent();
    for (int run = 0; run < 6; run++) {
      try (FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
        Domain domain = Domain.builder("acme", catalogue, content, () -> Instant.EPOCH).build();
        domain.repositoryOrNew("one");
        domain.repositoryOrNew("two");
        same(model, domain, calls);
        for (int i = 0; i < 60; i++) {
          ModelCall call = ModelCall.random(random);
          calls.add(call.name());
          assertEquals(call.ofModel().on(model), call.on(domain), calls::toString);
        }
        same(model, domain, calls);
      }
    }
  }

  /** A call that was made: when it began and ended, and its answer. */
  private record Made(ModelCall call, int began, int ended, String answer) {}

  private static List<Made> client(
      Domain domain, Random random, AtomicInteger clock, CyclicBarrier start) throws Exception {
    List<Made> made = new ArrayList<>();
    start.await();
    for (int i = 0; i < CALLS; i++) {
      ModelCall call = ModelCall.random(random);
      int began = clock.incrementAndGet();
      String answer = call.on(domain);
      made.add(new Made(call, began, clock.incrementAndGet(), answer));
    }
    return made;
  }

  /**
   * Looks for an order of the calls that the model answers in the same way and that ends in the
   * same state, in which no call comes before one that had ended when it began.
   */
  private static boolean isExplained(
      RepositoryModel model, List<Made> history, BitSet done, Set<String> tried, String end) {
    if (done.cardinality() == history.size()) {
      return (model.everything("one") + model.everything("two")).equals(end);
    }
    if (!tried.add(done + " " + model)) {
      return false;
    }
    int deadline = Integer.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
      deadline = Math.min(deadline, history.get(i).ended());
    }
    for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
      Made made = history.get(i);
      if (made.began() < deadline) {
        RepositoryModel next = model.copy();
        if (made.call().ofModel().on(next).equals(made.answer())) {
          done.set(i);
          if (isExplained(next, history, done, tried, end)) {
            return true;
          }
          done.clear(i);
        }
      }
    }
    return false;
  }

  @Test
  @Covers("A-223")
  @DisplayName("answers calls of concurrent clients as the model does in some order of them")
  void concurrent() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int round = 0; round < 150; round++) {
        Fixture fixture = fixture(new InMemoryCatalogue());
        RepositoryModel model = new RepositoryModel();
        Random before = new Random(round);
        for (int i = 0; i < 6; i++) {
          ModelCall call = ModelCall.random(before);
          assertEquals(call.ofModel().on(model), call.on(fixture.domain));
        }
        AtomicInteger clock = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Callable<List<Made>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          Random random = new Random(round * 10L + i);
          Domain own =
              Domain.builder("acme", fixture.catalogue, fixture.content, () -> fixture.now)
                  .owner("123456789012")
                  .build();
          // every third client comes from another process, as it were
          Domain domain = i == 2 ? own : fixture.domain;
          clients.add(() -> client(domain, random, clock, start));
        }
        List<Made> history = new ArrayList<>();
        for (Future<List<Made>> each : threads.invokeAll(clients)) {
          history.addAll(each.get());
        }
        String end =
            ModelCall.everything(fixture.domain, "one")
                + ModelCall.everything(fixture.domain, "two");
        assertTrue(
            isExplained(model, history, new BitSet(), new HashSet<>(), end),
            () -> "no order explains " + history + " from " + model + " to " + end);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
