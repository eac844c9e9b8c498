package dev.penstock.process.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.FileJournal;
import dev.penstock.journal.InMemoryJournal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
