package dev.penstock.process.simulation;

import static dev.penstock.process.simulation.Findings.append;
import static dev.penstock.process.simulation.Findings.numbered;

import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.UnreadableEventException;
import dev.penstock.process.simulation.JournalEvent.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One promise of journals that outlive their closing.
 *
 * @param name the promise, as the start of a violation
 * @param check looks at a new storage
 */
record DurablePromise(String name, Check check) {
  private static final JournalEvent A = new Counted("a", 1);
  private static final JournalEvent B = new Counted("b", 2);

  /** Looks at a storage; failures of any kind are violations. */
  @FunctionalInterface
  interface Check {
    void run(JournalContract.Storage storage, Findings findings) throws Exception;
  }

  static List<DurablePromise> all() {
    return List.of(
        new DurablePromise("closing loses nothing", DurablePromise::keeps),
        new DurablePromise("closing waits for appends", DurablePromise::waits),
        new DurablePromise("a reopened journal goes on", DurablePromise::goesOn),
        new DurablePromise("a compacted stream stays compacted", DurablePromise::staysCompacted),
        new DurablePromise("a removed stream stays away", DurablePromise::staysAway),
        new DurablePromise("an unknown type spoils only its reading", DurablePromise::refuses));
  }

  void check(JournalContract.Storage storage, List<String> violations) {
    Findings findings = new Findings(name, violations);
    findings.guard(() -> check.run(storage, findings));
  }

  private static void keeps(JournalContract.Storage storage, Findings findings) throws Exception {
    List<JournalEvent> events = JournalEvent.odd();
    try (Journal journal = storage.open()) {
      append(journal.open("kept", JournalEvent.CODEC), 0, events);
      append(journal.open("also", JournalEvent.CODEC), 0, List.of(A));
      journal.open("never written", JournalEvent.CODEC);
    }
    try (Journal journal = storage.open()) {
      findings.expect("streams()", List.of("also", "kept"), journal.streams());
      findings.expectEvents(journal.open("kept", JournalEvent.CODEC), events);
      findings.expectEvents(journal.open("also", JournalEvent.CODEC), List.of(A));
    }
  }

  private static void waits(JournalContract.Storage storage, Findings findings) throws Exception {
    List<CompletionStage<Void>> stages = new ArrayList<>();
    try (Journal journal = storage.open()) {
      EventStream<JournalEvent> stream = journal.open("hasty", JournalEvent.CODEC);
      for (int i = 0; i < 10; i++) {
        stages.add(stream.append(i, List.of(new Counted("h", i))));
      }
    }
    List<JournalEvent> expected = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Findings.await(stages.get(i));
      expected.add(new Counted("h", i));
    }
    try (Journal journal = storage.open()) {
      findings.expectEvents(journal.open("hasty", JournalEvent.CODEC), expected);
    }
  }

  private static void goesOn(JournalContract.Storage storage, Findings findings) throws Exception {
    List<JournalEvent> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      try (Journal journal = storage.open()) {
        EventStream<JournalEvent> stream = journal.open("long", JournalEvent.CODEC);
        findings.expectEvents(stream, expected);
        append(stream, 2L * i, List.of(A, B));
        expected.addAll(List.of(A, B));
        findings.expectEvents(stream, expected);
      }
    }
  }

  private static void staysCompacted(JournalContract.Storage storage, Findings findings)
      throws Exception {
    List<String> expected = List.of();
    for (int i = 0; i < 4; i++) {
      try (Journal journal = storage.open()) {
        EventStream<JournalEvent> stream = journal.open("shrunk", JournalEvent.CODEC);
        findings.expect("events", expected, numbered(stream, 0));
        findings.expect("start", i == 0 ? 0L : 3L * i - 2, stream.start());
        append(stream, 3L * i, List.of(A, B, A));
        Findings.await(stream.compact(3L * i + 2, new Counted("sum", i)));
        expected = List.of((3 * i + 1) + " " + new Counted("sum", i), (3 * i + 2) + " " + A);
        findings.expect("events", expected, numbered(stream, 0));
      }
    }
  }

  private static void staysAway(JournalContract.Storage storage, Findings findings)
      throws Exception {
    try (Journal journal = storage.open()) {
      for (String id : List.of("gone", "back", "kept")) {
        EventStream<JournalEvent> stream = journal.open(id, JournalEvent.CODEC);
        append(stream, 0, List.of(A, B));
        if (!id.equals("kept")) {
          Findings.await(stream.remove());
        }
      }
      append(journal.open("back", JournalEvent.CODEC), 0, List.of(B));
    }
    for (int i = 0; i < 2; i++) {
      try (Journal journal = storage.open()) {
        findings.expect("streams()", List.of("back", "kept"), journal.streams());
        findings.expectEvents(journal.open("gone", JournalEvent.CODEC), List.of());
        findings.expectEvents(journal.open("kept", JournalEvent.CODEC), List.of(A, B));
        EventStream<JournalEvent> back = journal.open("back", JournalEvent.CODEC);
        findings.expectEvents(back, i == 0 ? List.of(B) : List.of(B, A));
        append(back, 1L + i, List.of(A));
      }
    }
  }

  private static void refuses(JournalContract.Storage storage, Findings findings) throws Exception {
    try (Journal journal = storage.open()) {
      append(journal.open("mixed", JournalEvent.CODEC), 0, List.of(A));
      append(journal.open("mixed", JournalEvent.CODEC), 1, JournalEvent.odd().subList(0, 1));
      append(journal.open("plain", JournalEvent.CODEC), 0, List.of(A));
    }
    try (Journal journal = storage.open()) {
      EventStream<JournalEvent.Older> mixed = journal.open("mixed", JournalEvent.Older.CODEC);
      findings.expect("size", 2L, mixed.size());
      findings.refuses("an unknown type", UnreadableEventException.class, () -> numbered(mixed, 0));
      findings.expect(
          "events of another stream",
          List.of("0 " + A),
          numbered(journal.open("plain", JournalEvent.Older.CODEC), 0));
    }
  }
}
