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
import java.util.concurrent.Executor;

/** What a journal promises while it is open. */
final class JournalPromises {
  private static final JournalEvent A = new Counted("a", 1);
  private static final JournalEvent B = new Counted("b", 2);
  private static final JournalEvent C = new Counted("c", 3);

  private JournalPromises() {}

  static List<JournalPromise> ofAll(Executor executor) {
    List<JournalPromise> promises =
        new ArrayList<>(
            List.of(
                new JournalPromise("a new journal is empty", JournalPromises::isEmpty),
                new JournalPromise("events are read in order", JournalPromises::keepsOrder),
                new JournalPromise("reading starts where told", JournalPromises::readsFrom),
                new JournalPromise("events come back equal", JournalPromises::roundTrip),
                new JournalPromise("streams are separate", JournalPromises::separates),
                new JournalPromise("a wrong sequence is refused", JournalPromises::checksSequence),
                new JournalPromise("an earlier opening is fenced", JournalPromises::fences),
                new JournalPromise("appends need not wait", JournalPromises::pipelines),
                new JournalPromise("streams are listed, sorted", JournalPromises::lists),
                new JournalPromise("ids are checked", JournalPromises::checksIds),
                new JournalPromise("a closed journal is closed", JournalPromises::closes)));
    promises.addAll(JournalCompactions.promises());
    promises.addAll(new JournalCollisions(executor).promises());
    return promises;
  }

  private static EventStream<JournalEvent> open(Journal journal, String id) {
    return journal.open(id, JournalEvent.CODEC);
  }

  private static void isEmpty(Journal journal, Findings findings) {
    EventStream<JournalEvent> stream = open(journal, "new");
    findings.expect("id", "new", stream.id());
    findings.expectEvents(stream, List.of());
    findings.expect("streams()", List.of(), journal.streams());
  }

  private static void keepsOrder(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "ordered");
    append(stream, 0, List.of(A, B));
    append(stream, 2, List.of(C));
    append(stream, 3, List.of(A));
    findings.expectEvents(stream, List.of(A, B, C, A));
    findings.expectEvents(open(journal, "ordered"), List.of(A, B, C, A));
  }

  private static void readsFrom(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "numbered");
    List<JournalEvent> events = List.of(A, B, C, B, A);
    append(stream, 0, events.subList(0, 3));
    append(stream, 3, events.subList(3, 5));
    for (int from = 0; from <= events.size(); from++) {
      findings.expect("read from " + from, numbered(events, from), numbered(stream, from));
    }
  }

  private static void roundTrip(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "odd");
    List<JournalEvent> written = JournalEvent.odd();
    append(stream, 0, written);
    List<JournalEvent> read = new ArrayList<>();
    open(journal, "odd").read(0, (sequence, event) -> read.add(event));
    findings.expect("number of events", written.size(), read.size());
    for (int i = 0; i < Math.min(written.size(), read.size()); i++) {
      findings.expect("event " + i, written.get(i), read.get(i));
    }
  }

  private static void separates(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> one = open(journal, "one");
    EventStream<JournalEvent> two = open(journal, "two");
    append(one, 0, List.of(A));
    append(two, 0, List.of(B));
    append(one, 1, List.of(C));
    findings.expectEvents(one, List.of(A, C));
    findings.expectEvents(two, List.of(B));
  }

  private static void checksSequence(Journal journal, Findings findings) throws Exception {
    append(open(journal, "checked"), 0, List.of(A, B));
    for (long wrong : new long[] {0, 1, 3, 7}) {
      EventStream<JournalEvent> stream = open(journal, "checked");
      findings.refuses(
          "append at " + wrong + " of 2",
          StaleStreamException.class,
          () -> append(stream, wrong, List.of(C, C, C)));
      findings.expectEvents(stream, List.of(A, B));
    }
  }

  private static void fences(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> first = open(journal, "fenced");
    append(first, 0, List.of(A));
    EventStream<JournalEvent> second = open(journal, "fenced");
    findings.refuses(
        "append by the first opening",
        StaleStreamException.class,
        () -> append(first, 1, List.of(B)));
    append(second, 1, List.of(C));
    findings.refuses(
        "append by the first opening after one by the second",
        StaleStreamException.class,
        () -> append(first, 2, List.of(B)));
    findings.expectEvents(second, List.of(A, C));
  }

  private static void pipelines(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "pipelined");
    List<CompletionStage<Void>> stages = new ArrayList<>();
    List<JournalEvent> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<JournalEvent> batch = List.of(new Counted("p", i), new Counted("q", i));
      stages.add(stream.append(events.size(), batch));
      events.addAll(batch);
    }
    for (CompletionStage<Void> stage : stages) {
      await(stage);
    }
    findings.expectEvents(stream, events);
    CompletionStage<Void> gap = stream.append(50, List.of(A));
    CompletionStage<Void> later = stream.append(51, List.of(B));
    findings.refuses("append after a gap", JournalException.class, () -> await(gap));
    findings.refuses("append after a failed one", JournalException.class, () -> await(later));
    findings.expectEvents(open(journal, "pipelined"), events);
  }

  private static void lists(Journal journal, Findings findings) throws Exception {
    for (String id : List.of("b", "c", "a", "B")) {
      append(open(journal, id), 0, List.of(A));
    }
    open(journal, "never written");
    findings.expect("streams()", List.of("B", "a", "b", "c"), journal.streams());
  }

  private static void checksIds(Journal journal, Findings findings) throws Exception {
    for (String id : List.of("", "a\nb", "\u0000", "x".repeat(401))) {
      findings.refuses(
          "an id of " + id.length() + " characters",
          IllegalArgumentException.class,
          () -> open(journal, id));
    }
    List<String> legal =
        List.of("../up", "CON", "a/b\\c", "gr\u00fc\u00df dich \ud83d\ude80", "x".repeat(400));
    for (String id : legal) {
      append(open(journal, id), 0, List.of(A));
    }
    findings.expect("streams()", legal.stream().sorted().toList(), journal.streams());
  }

  private static void closes(Journal journal, Findings findings) throws Exception {
    EventStream<JournalEvent> stream = open(journal, "closed");
    append(stream, 0, List.of(A));
    journal.close();
    journal.close();
    findings.refuses(
        "append after close", JournalException.class, () -> append(stream, 1, List.of(B)));
    findings.refuses("open after close", JournalException.class, () -> open(journal, "other"));
    findings.refuses("streams() after close", JournalException.class, journal::streams);
    findings.refuses("read after close", JournalException.class, () -> numbered(stream, 0));
  }
}
