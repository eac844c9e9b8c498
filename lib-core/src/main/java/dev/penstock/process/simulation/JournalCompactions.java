package dev.penstock.process.simulation;

import static dev.penstock.process.simulation.Findings.append;
import static dev.penstock.process.simulation.Findings.await;
import static dev.penstock.process.simulation.Findings.numbered;

import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import dev.penstock.process.simulation.JournalEvent.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a journal promises of checkpoints that replace events, and of streams that are removed. */
final class JournalCompactions {
  static final JournalEvent SUM = new Counted("sum", 6);

  private static final JournalEvent A = new Counted("a", 1);
  private static final JournalEvent B = new Counted("b", 2);
  private static final JournalEvent C = new Counted("c", 3);

  private JournalCompactions() {}

  static List<JournalPromise> promises() {
    return List.of(
        new JournalPromise(
            "a checkpoint replaces what it stands for", JournalCompactions::replaces),
        new JournalPromise("a stream is compacted again", JournalCompactions::again),
        new JournalPromise("compacting is checked", JournalCompactions::checksRange),
        new JournalPromise("an earlier opening replaces nothing", JournalCompactions::fences),
        new JournalPromise("compacting keeps the order of appends", JournalCompactions::pipelines),
        new JournalPromise("a read shows no compaction", JournalCompactions::readsOnePicture),
        new JournalPromise("a removed stream is new", JournalCompactions::removes),
        new JournalPromise("reading takes nothing over", JournalCompactions::looks),
        new JournalPromise("a closed journal replaces nothing", JournalCompactions::closes));
  }

  private static EventStream<JournalEvent> open(Journal journal, String id) {
    return journal.open(id, JournalEvent.CODEC);
  }

  private static void replaces(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> other = open(journal, "other");
    append(other, 0, List.of(A, B));
    EventStream<JournalEvent> stream = open(journal, "summed");
    findings.expect("start of a new stream", 0L, stream.start());
    append(stream, 0, List.of(A, B));
    append(stream, 2, List.of(C, A, B));
    await(stream.compact(4, SUM)); // in the middle of a batch
    List<String> all = List.of("3 " + SUM, "4 " + B);
    for (EventStream<JournalEvent> each : List.of(stream, open(journal, "summed"))) {
      findings.expect("start", 3L, each.start());
      findings.expect("size", 5L, each.size());
      for (int from = 0; from <= 5; from++) {
        List<String> expected = from < 4 ? all : from == 4 ? all.subList(1, 2) : List.of();
        findings.expect("read from " + from, expected, numbered(each, from));
      }
    }
    findings.expectEvents(other, List.of(A, B));
    findings.expect("streams()", List.of("other", "summed"), journal.streams());
  }

  private static void again(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "again");
    append(stream, 0, List.of(A, B));
    await(stream.compact(2, SUM)); // everything
    findings.expect("events", List.of("1 " + SUM), numbered(stream, 0));
    await(stream.compact(2, B)); // a checkpoint by another one
    findings.expect("events", List.of("1 " + B), numbered(stream, 0));
    append(stream, 2, List.of(C));
    append(stream, 3, List.of(A));
    await(stream.compact(3, SUM));
    findings.expect("events", List.of("2 " + SUM, "3 " + A), numbered(stream, 0));
    append(stream, 4, List.of(B));
    findings.expect("events", List.of("2 " + SUM, "3 " + A, "4 " + B), numbered(stream, 0));
    findings.expect("size", 5L, stream.size());
  }

  private static void checksRange(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "ranged");
    findings.refuses(
        "compacting an empty stream",
        IllegalArgumentException.class,
        () -> await(stream.compact(0, SUM)));
    append(stream, 0, List.of(A, B, C));
    await(stream.compact(2, SUM));
    for (long wrong : new long[] {-1, 0, 1, 4}) {
      findings.refuses(
          "compacting before " + wrong + " of 1 to 3",
          IllegalArgumentException.class,
          () -> await(stream.compact(wrong, A)));
    }
    findings.expect("events", List.of("1 " + SUM, "2 " + C), numbered(stream, 0));
    append(stream, 3, List.of(A));
    findings.expect("start", 1L, stream.start());
  }

  private static void fences(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> first = open(journal, "fenced");
    append(first, 0, List.of(A, B));
    EventStream<JournalEvent> second = open(journal, "fenced");
    findings.refuses(
        "compacting by the first opening",
        StaleStreamException.class,
        () -> await(first.compact(1, SUM)));
    findings.refuses(
        "removing by the first opening", StaleStreamException.class, () -> await(first.remove()));
    append(second, 2, List.of(C));
    findings.expectEvents(second, List.of(A, B, C));
  }

  private static void pipelines(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "busy");
    List<CompletionStage<Void>> stages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      stages.add(stream.append(i, List.of(new Counted("n", i))));
      if (i % 8 == 7) {
        stages.add(stream.compact(i - 2L, new Counted("sum", i - 3)));
      }
    }
    for (CompletionStage<Void> stage : stages) {
      await(stage);
    }
    List<String> expected = new ArrayList<>(List.of("36 " + new Counted("sum", 36)));
    for (int i = 37; i < 40; i++) {
      expected.add(i + " " + new Counted("n", i));
    }
    findings.expect("events", expected, numbered(stream, 0));
    findings.expect("events", expected, numbered(open(journal, "busy"), 0));
  }

  private static void readsOnePicture(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "picture");
    append(stream, 0, List.of(A, B));
    append(stream, 2, List.of(C, A));
    List<String> seen = new ArrayList<>();
    List<CompletionStage<Void>> compactions = new ArrayList<>();
    stream.read(
        0,
        (sequence, event) -> {
          if (sequence == 0) {
            compactions.add(stream.compact(3, SUM));
          }
          seen.add(sequence + " " + event);
        });
    await(compactions.get(0));
    findings.expect("a read that began before", numbered(List.of(A, B, C, A), 0), seen);
    findings.expect("a read after it", List.of("2 " + SUM, "3 " + A), numbered(stream, 0));
  }

  private static void removes(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "gone");
    append(stream, 0, List.of(A, B, C));
    append(open(journal, "stays"), 0, List.of(A));
    await(stream.compact(2, SUM));
    await(stream.remove());
    findings.expect("streams()", List.of("stays"), journal.streams());
    for (long sequence : new long[] {0, 3}) {
      findings.refuses(
          "append at " + sequence + " by the opening that removed it",
          StaleStreamException.class,
          () -> append(stream, sequence, List.of(A)));
    }
    EventStream<JournalEvent> next = open(journal, "gone");
    findings.expect("start", 0L, next.start());
    findings.expectEvents(next, List.of());
    append(next, 0, List.of(B));
    append(next, 1, List.of(A));
    findings.expectEvents(open(journal, "gone"), List.of(B, A));
    findings.expectEvents(open(journal, "stays"), List.of(A));
    await(open(journal, "never written").remove());
    findings.expect("streams()", List.of("gone", "stays"), journal.streams());
  }

  private static void looks(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "looked at");
    append(stream, 0, List.of(A, B, C));
    findings.expect("read from 1", numbered(List.of(A, B, C), 1), read(journal, "looked at", 1));
    await(stream.compact(2, SUM));
    findings.expect("read", List.of("1 " + SUM, "2 " + C), read(journal, "looked at", 0));
    findings.expect("read of an unknown stream", List.of(), read(journal, "unknown", 0));
    append(stream, 3, List.of(A));
    findings.expect("streams()", List.of("looked at"), journal.streams());
  }

  private static List<String> read(Journal journal, String id, long from) {
    List<String> found = new ArrayList<>();
    journal.read(
        id, JournalEvent.CODEC, from, (sequence, event) -> found.add(sequence + " " + event));
    return found;
  }

  private static void closes(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "closed");
    append(stream, 0, List.of(A));
    journal.close();
    findings.refuses(
        "compact after close", JournalException.class, () -> await(stream.compact(1, SUM)));
    findings.refuses("remove after close", JournalException.class, () -> await(stream.remove()));
    findings.refuses("read after close", JournalException.class, () -> read(journal, "closed", 0));
  }
}
