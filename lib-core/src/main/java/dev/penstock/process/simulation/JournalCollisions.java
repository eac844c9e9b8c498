package dev.penstock.process.simulation;

import static dev.penstock.process.simulation.Findings.append;
import static dev.penstock.process.simulation.Findings.await;
import static dev.penstock.process.simulation.Findings.numbered;

import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.StaleStreamException;
import dev.penstock.process.simulation.JournalEvent.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a journal promises to several threads. */
final class JournalCollisions {
  private static final int WRITERS = 8;
  private static final int BATCHES = 40;
  private static final int BATCH = 5;
  private static final int LOOKS = 20;

  private final Executor executor;

  JournalCollisions(Executor executor) {
    this.executor = executor;
  }

  List<JournalPromise> promises() {
    return List.of(
        new JournalPromise("many may append at once", this::separateStreams),
        new JournalPromise("one writer wins each sequence", this::sameStream),
        new JournalPromise("a batch is seen whole", this::wholeBatches),
        new JournalPromise("readers see events or their checkpoint", this::checkpoints),
        new JournalPromise("callbacks may append", this::callbacks));
  }

  /** Runs a task for each number below a count and waits for all of them. */
  private void race(int count, Racer racer) throws Exception {
    List<CompletableFuture<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(start(i, racer));
    }
    for (CompletableFuture<Void> task : tasks) {
      await(task);
    }
  }

  private CompletableFuture<Void> start(int number, Racer racer) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            racer.run(number);
            done.complete(null);
          } catch (Exception | StackOverflowError e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  @FunctionalInterface
  private interface Racer {
    void run(int number) throws Exception;
  }

  private static JournalEvent event(String writer, long number) {
    return new Counted(writer, number);
  }

  private static List<JournalEvent> batch(String writer, long first, int size) {
    List<JournalEvent> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(event(writer, first + i));
    }
    return events;
  }

  private void separateStreams(Journal journal, Findings findings) throws Exception {
    race(
        WRITERS,
        writer -> {
          String id = "writer-" + writer;
          EventStream<JournalEvent> stream = journal.open(id, JournalEvent.CODEC);
          for (int i = 0; i < BATCHES; i++) {
            append(stream, stream.size(), batch(id, stream.size(), 1 + i % 3));
          }
        });
    int total = 0;
    for (int i = 0; i < BATCHES; i++) {
      total += 1 + i % 3;
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      String id = "writer-" + writer;
      findings.expectEvents(journal.open(id, JournalEvent.CODEC), batch(id, 0, total));
    }
  }

  private void sameStream(Journal journal, Findings findings) throws Exception {
    Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
    List<String> twice = new ArrayList<>();
    race(
        WRITERS,
        writer -> {
          EventStream<JournalEvent> stream = journal.open("contended", JournalEvent.CODEC);
          for (int i = 0; i < BATCHES; i++) {
            long sequence = stream.size();
            try {
              append(stream, sequence, List.of(event("writer-" + writer, i)));
            } catch (ExecutionException e) {
              if (!(e.getCause() instanceof StaleStreamException)) {
                throw e;
              }
              stream = journal.open("contended", JournalEvent.CODEC);
              continue;
            }
            String before =
                acknowledged.put(sequence, sequence + " " + event("writer-" + writer, i));
            if (before != null) {
              synchronized (twice) {
                twice.add(before);
              }
            }
          }
        });
    findings.expect("sequences that two writers were promised", List.of(), twice);
    findings.expect(
        "events, each as its writer was told",
        List.copyOf(acknowledged.values()),
        numbered(journal.open("contended", JournalEvent.CODEC), 0));
  }

  private void wholeBatches(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = journal.open("whole", JournalEvent.CODEC);
    AtomicBoolean written = new AtomicBoolean();
    List<String> torn = new ArrayList<>();
    CompletableFuture<Void> writer =
        start(
            0,
            number -> {
              try {
                for (int i = 0; i < BATCHES; i++) {
                  append(stream, (long) BATCH * i, batch("w", (long) BATCH * i, BATCH));
                }
              } finally {
                written.set(true);
              }
            });
    CompletableFuture<Void> reader =
        start(
            1,
            number -> {
              boolean last;
              do {
                last = written.get();
                long size = stream.size();
                int read = numbered(stream, 0).size();
                if (size % BATCH != 0 || read % BATCH != 0 || read < size) {
                  torn.add("size " + size + ", read " + read);
                }
              } while (!last);
            });
    await(writer);
    await(reader);
    findings.expect("sizes that are no multiple of " + BATCH, List.of(), torn);
    findings.expectEvents(stream, batch("w", 0, BATCHES * BATCH));
  }

  /** While one appends and another compacts, each read is a checkpoint and all that follows it. */
  private void checkpoints(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = journal.open("compacted", JournalEvent.CODEC);
    append(stream, 0, batch("w", 0, BATCH));
    AtomicBoolean written = new AtomicBoolean();
    AtomicBoolean compacted = new AtomicBoolean();
    List<String> wrong = new ArrayList<>();
    List<Racer> racers =
        List.of(
            until(
                written,
                number -> {
                  for (int i = 1; i < BATCHES; i++) {
                    append(stream, (long) BATCH * i, batch("w", (long) BATCH * i, BATCH));
                  }
                }),
            until(compacted, number -> looks(written, () -> compact(stream))),
            number -> looks(compacted, () -> check(stream, stream.size(), wrong)));
    race(racers.size(), number -> racers.get(number).run(number));
    check(stream, (long) BATCHES * BATCH, wrong);
    findings.expect("reads that show anything else", List.of(), wrong);
  }

  /** Says that a racer has ended, however it ends. */
  private static Racer until(AtomicBoolean ended, Racer racer) {
    return number -> {
      try {
        racer.run(number);
      } finally {
        ended.set(true);
      }
    };
  }

  /**
   * Looks until another has ended, and some more times: the one that ends last has had company for
   * as long as the other had something to show.
   */
  private static void looks(AtomicBoolean other, Callable<?> look) throws Exception {
    for (int after = 0; after <= LOOKS; after += other.get() ? 1 : 0) {
      look.call();
    }
  }

  private static boolean compact(EventStream<JournalEvent> stream) throws Exception {
    long next = stream.size() - 2;
    boolean more = next > stream.start();
    if (more) {
      await(stream.compact(next, event("sum", next - 1)));
    }
    return more;
  }

  private static boolean check(EventStream<JournalEvent> stream, long size, List<String> wrong) {
    List<Long> sequences = new ArrayList<>();
    List<String> found = new ArrayList<>();
    stream.read(
        0,
        (sequence, event) -> {
          sequences.add(sequence);
          found.add(sequence + " " + event);
        });
    long first = sequences.isEmpty() ? 0 : sequences.get(0);
    List<String> expected = new ArrayList<>();
    for (long i = first; i < Math.max(size, first + sequences.size()); i++) {
      expected.add(i + " " + event(i == first && first > 0 ? "sum" : "w", i));
    }
    boolean right = expected.equals(found);
    if (!right) {
      wrong.add("size " + size + ", read " + found);
    }
    return right;
  }

  private void callbacks(Journal journal, Findings findings) throws Exception {
    race(
        WRITERS,
        writer -> {
          EventStream<JournalEvent> first = journal.open("first-" + writer, JournalEvent.CODEC);
          EventStream<JournalEvent> second = journal.open("second-" + writer, JournalEvent.CODEC);
          await(
              first
                  .append(0, List.of(event("first", 0)))
                  .thenCompose(done -> second.append(0, List.of(event("second", 0))))
                  .thenCompose(done -> first.append(1, List.of(event("first", 1)))));
        });
    for (int writer = 0; writer < WRITERS; writer++) {
      findings.expectEvents(
          journal.open("first-" + writer, JournalEvent.CODEC), batch("first", 0, 2));
      findings.expectEvents(
          journal.open("second-" + writer, JournalEvent.CODEC), batch("second", 0, 1));
    }
  }
}
