package dev.penstock.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.ParcelEvent.Packed;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A random history of appends, compactions and removals, and what a journal must hold after it. */
final class CompactionRun {
  private static final List<String> STREAMS = List.of("one", "two", "three");

  /** What was acknowledged: for each stream the number of its first event, and its events. */
  final Map<String, Content> acknowledged = new TreeMap<>();

  /** The same with the operation that failed, if one did. */
  Map<String, Content> attempted = new TreeMap<>();

  int failures;
  private final Random random;

  CompactionRun(long seed) {
    this.random = new Random(seed);
  }

  record Content(long start, List<ParcelEvent> events) {
    static final Content NONE = new Content(0, List.of());

    long size() {
      return start + events.size();
    }

    Content appended(List<ParcelEvent> more) {
      List<ParcelEvent> longer = new ArrayList<>(events);
      longer.addAll(more);
      return new Content(start, longer);
    }

    Content compacted(long next, ParcelEvent checkpoint) {
      List<ParcelEvent> shorter = new ArrayList<>();
      shorter.add(checkpoint);
      shorter.addAll(events.subList((int) (next - start), events.size()));
      return new Content(next - 1, shorter);
    }
  }

  /** What a journal holds; reads it without taking it over. */
  static Map<String, Content> contentOf(Journal journal) {
    Map<String, Content> found = new TreeMap<>();
    for (String id : journal.streams()) {
      List<Long> sequences = new ArrayList<>();
      List<ParcelEvent> events = new ArrayList<>();
      journal.read(
          id,
          ParcelEvent.CODEC,
          0,
          (sequence, event) -> {
            sequences.add(sequence);
            events.add(event);
          });
      for (int i = 0; i < sequences.size(); i++) {
        assertEquals(sequences.get(0) + i, sequences.get(i), id);
      }
      found.put(id, new Content(sequences.get(0), events));
    }
    return found;
  }

  /** Opens the journal, goes on with so many operations, and closes it. */
  CompactionRun run(Path place, JournalStorage storage, long limit, int operations) {
    return run(() -> FileJournal.open(place, storage, limit), operations);
  }

  CompactionRun run(Supplier<? extends Journal> opening, int operations) {
    return run(opening, operations, false);
  }

  /** With {@code untilFailure}, stops after the first failure. */
  CompactionRun run(Supplier<? extends Journal> opening, int operations, boolean untilFailure) {
    try (Journal journal = opening.get()) {
      acknowledged.clear();
      acknowledged.putAll(contentOf(journal));
      attempted = new TreeMap<>(acknowledged);
      for (int i = 0; i < operations; i++) {
        operate(journal, i);
        if (untilFailure && failures > 0) {
          return this;
        }
        assertEquals(acknowledged, contentOf(journal), "readable at once");
      }
    } catch (JournalException e) {
      failures++;
    }
    return this;
  }

  private void operate(Journal journal, int number) {
    String id = STREAMS.get(random.nextInt(STREAMS.size()));
    EventStream<ParcelEvent> stream = ParcelEvent.open(journal, id);
    Content before = acknowledged.getOrDefault(id, Content.NONE);
    int choice = random.nextInt(10);
    if (choice == 0 && before.size() > 0) {
      tell(stream.remove(), id, Content.NONE);
    } else if (choice < 4 && before.size() > 0) {
      long next = before.start() + 1 + random.nextInt(before.events().size());
      ParcelEvent checkpoint = new Packed(number, false, Map.of("checkpoint", "to " + next));
      tell(stream.compact(next, checkpoint), id, before.compacted(next, checkpoint));
    } else {
      List<ParcelEvent> batch = ParcelEvent.batch(number, 1 + random.nextInt(4));
      tell(stream.append(before.size(), batch), id, before.appended(batch));
    }
  }

  private void tell(CompletionStage<Void> stage, String id, Content after) {
    Throwable failed = stage.handle((done, thrown) -> thrown).toCompletableFuture().join();
    if (failed == null) {
      assertEquals(0, failures, "nothing is taken after something has failed");
      put(acknowledged, id, after);
      put(attempted, id, after);
    } else if (failures++ == 0) {
      put(attempted, id, after);
    }
  }

  private static void put(Map<String, Content> contents, String id, Content content) {
    if (content.size() == 0) {
      contents.remove(id);
    } else {
      contents.put(id, content);
    }
  }
}
