package dev.penstock.process.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.FileJournal;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.simulation.BrokenDriver.Fault;
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

@DisplayName("The contract of drivers")
class DriverContractTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  @DisplayName("is kept by the engine with the journal in memory")
  void inMemory() {
    assertEquals(
        List.of(), DriverContract.violations(EngineDriver::new, InMemoryJournal::new, threads));
  }

  @Test
  @DisplayName("is kept by the engine with the journal in files")
  void inFiles(@TempDir Path directory) {
    AtomicInteger next = new AtomicInteger();
    assertEquals(
        List.of(),
        DriverContract.violations(
            EngineDriver::new,
            () -> FileJournal.open(directory.resolve("journal-" + next.incrementAndGet())),
            threads));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is seen to be broken by a driver that")
  void brokenDriver(Fault fault) {
    List<String> violations =
        DriverContract.violations(
            host -> new BrokenDriver(fault, host), InMemoryJournal::new, threads);
    assertTrue(
        violations.stream().anyMatch(text -> text.startsWith(fault.promise + ": ")),
        () -> fault + " gives only " + violations);
  }

  @Test
  @DisplayName("says what was expected and what was there")
  void violationsInWords() {
    assertEquals(
        List.of("a settled timer is dropped: timers when it has ended: expected 0, found 1"),
        DriverContract.violations(
                host -> new BrokenDriver(Fault.KEEPS_SETTLED_TIMERS, host),
                InMemoryJournal::new,
                threads)
            .stream()
            .filter(text -> text.startsWith("a settled timer"))
            .toList());
    assertEquals(
        List.of(
            "effects wait for places, in order: with two places: expected [run a, run b],"
                + " found [run a]"),
        DriverContract.violations(
                host -> new BrokenDriver(Fault.HAS_ONE_PLACE_ONLY, host),
                InMemoryJournal::new,
                threads)
            .stream()
            .filter(text -> text.startsWith("effects wait"))
            .limit(1)
            .toList());
  }

  @Test
  @DisplayName("refuses an executor without threads, on which closing could not wait")
  void needsThreads() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                DriverContract.violations(EngineDriver::new, InMemoryJournal::new, Runnable::run));
    assertEquals(
        "the executor runs tasks in its caller's thread; the contract needs threads to make"
            + " callers wait and collide, such as a fixed pool of 8",
        refused.getMessage());
  }
}
