package dev.penstock.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The same work with hand-written CompletableFutures. */
final class FutureGraph {
  private final int pipelines;
  private final int stages;
  private final int width;
  private final String[] names;

  private FutureGraph(int pipelines, int stages, int width) {
    this.pipelines = pipelines;
    this.stages = stages;
    this.width = width;
    this.names = new String[width];
    for (int i = 0; i < width; i++) {
      names[i] = "action-" + i;
    }
  }

  static FutureGraph of(String shape, int actions) {
    return switch (shape) {
      case "seq" -> new FutureGraph(1, actions / 10, 10);
      case "wide" -> new FutureGraph(1, 1, actions);
      default -> new FutureGraph(10, actions / 100, 10);
    };
  }

  int run(Executor executor, boolean withHistory) {
    AtomicInteger ran = new AtomicInteger();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    List<List<Entry>> histories = new ArrayList<>();
    for (int p = 0; p < pipelines; p++) {
      List<Entry> history = new ArrayList<>();
      histories.add(history);
      CompletableFuture<Void> end = new CompletableFuture<>();
      stage(executor, 0, ran, withHistory ? history : null, end);
      ends.add(end);
    }
    ends.forEach(CompletableFuture::join);
    if (ran.get() != pipelines * stages * width) {
      throw new IllegalStateException("ran " + ran.get());
    }
    return histories.size() + ran.get(); // histories are kept until here
  }

  /** Leaves all actions of one stage pending, with records, and returns what must be kept. */
  Object hold() {
    List<Entry> history = new ArrayList<>();
    CompletableFuture<?>[] actions = new CompletableFuture<?>[width];
    for (int i = 0; i < width; i++) {
      Entry entry = new Entry(names[i]);
      history.add(entry);
      actions[i] = new CompletableFuture<>();
    }
    return List.of(history, actions, CompletableFuture.allOf(actions));
  }

  private void stage(
      Executor executor,
      int index,
      AtomicInteger ran,
      @Nullable List<Entry> history,
      CompletableFuture<Void> end) {
    CompletableFuture<Void> all = all(executor, ran, history);
    int next = index + 1;
    // A loop while stages complete at once, so that a direct executor does not recurse a thousand
    // stages deep.
    while (all.isDone() && next < stages) {
      all = all(executor, ran, history);
      next++;
    }
    int following = next;
    var unused =
        all.whenComplete(
            (nothing, failure) -> {
              if (following == stages) {
                end.complete(null);
              } else {
                stage(executor, following, ran, history, end);
              }
            });
  }

  private CompletableFuture<Void> all(
      Executor executor, AtomicInteger ran, @Nullable List<Entry> history) {
    CompletableFuture<?>[] actions = new CompletableFuture<?>[width];
    for (int i = 0; i < width; i++) {
      if (history == null) {
        actions[i] = CompletableFuture.runAsync(ran::incrementAndGet, executor);
      } else {
        Entry entry = new Entry(names[i]);
        history.add(entry);
        actions[i] = CompletableFuture.runAsync(() -> entry.run(ran), executor);
      }
    }
    return CompletableFuture.allOf(actions);
  }

  /** Name, state, two times, error. */
  static final class Entry {
    final String name;
    volatile int state;
    long startedAt;
    long endedAt;
    @Nullable Throwable error;

    Entry(String name) {
      this.name = name;
    }

    void run(AtomicInteger ran) {
      startedAt = System.nanoTime();
      state = 1;
      try {
        ran.incrementAndGet();
        endedAt = System.nanoTime();
        state = 2;
      } catch (RuntimeException e) {
        error = e;
        endedAt = System.nanoTime();
        state = 3;
        throw e;
      }
    }
  }
}
