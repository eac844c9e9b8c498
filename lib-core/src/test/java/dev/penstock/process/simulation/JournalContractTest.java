package dev.penstock.process.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.FileJournal;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.simulation.BrokenJournal.Disk;
import dev.penstock.process.simulation.BrokenJournal.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The contract of journals")
class JournalContractTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  @DisplayName("is kept by the journal in memory")
  void inMemory() {
    assertEquals(List.of(), JournalContract.violations(InMemoryJournal::new, threads));
  }

  @Test
  @DisplayName("is kept by the journal in files")
  void inFiles(@TempDir Path directory) {
    AtomicInteger next = new AtomicInteger();
    assertEquals(
        List.of(),
        JournalContract.durableViolations(
            () -> {
              Path own = directory.resolve("journal-" + next.incrementAndGet());
              return () -> FileJournal.open(own);
            },
            threads));
  }

  @Test
  @DisplayName("is kept by the journal in files with the smallest segments and no threads")
  void inSmallFiles(@TempDir Path directory) {
    AtomicInteger next = new AtomicInteger();
    assertEquals(
        List.of(),
        JournalContract.durableViolations(
            () -> {
              Path own = directory.resolve("journal-" + next.incrementAndGet());
              return () -> FileJournal.builder(own).segmentLimit(1024).open();
            },
            Runnable::run));
  }

  @Test
  @DisplayName("is kept by the journal that the broken ones are made of")
  void soundJournal() {
    assertEquals(List.of(), JournalContract.durableViolations(() -> new Disk(null), threads));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is seen to be broken by a journal that")
  void brokenJournal(Fault fault) {
    List<String> violations = JournalContract.durableViolations(() -> new Disk(fault), threads);
    assertTrue(
        violations.stream().anyMatch(text -> text.startsWith(fault.promise + ": ")),
        () -> fault + " gives only " + violations);
  }

  @Test
  @DisplayName("says what was expected and what was there")
  void violationsInWords() {
    assertEquals(
        List.of(
            "events are read in order: events of ordered:"
                + " expected [0 Counted[writer=a, number=1], 1 Counted[writer=b, number=2],"
                + " 2 Counted[writer=c, number=3], 3 Counted[writer=a, number=1]],"
                + " found [1 Counted[writer=a, number=1], 2 Counted[writer=b, number=2],"
                + " 3 Counted[writer=c, number=3], 4 Counted[writer=a, number=1]]"),
        JournalContract.violations(() -> new Disk(Fault.NUMBERS_FROM_ONE).open(), threads).stream()
            .filter(text -> text.startsWith("events are read in order"))
            .limit(1)
            .toList());
    assertEquals(
        List.of("streams are listed, sorted: streams(): expected [B, a, b, c], found [b, c, a, B]"),
        JournalContract.violations(() -> new Disk(Fault.LISTS_UNSORTED).open(), threads));
    assertEquals(
        List.of(
            "an earlier opening is fenced: append by the first opening:"
                + " expected StaleStreamException, found no exception"),
        JournalContract.violations(() -> new Disk(Fault.FENCES_TOO_LATE).open(), threads).stream()
            .limit(1)
            .toList());
  }
}
