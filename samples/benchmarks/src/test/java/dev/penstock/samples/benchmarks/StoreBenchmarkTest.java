package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.penstock.artifact.store.GarbageReport;
import dev.penstock.artifact.store.StoredContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBenchmarkTest {

  @Test
  void allStoreTheSame() throws IOException {
    StoreBenchmark benchmark = new StoreBenchmark();
    benchmark.setUp();
    try {
      benchmark.put();
      benchmark.putByHand();
      assertEquals(StoreFiles.CONTENTS, benchmark.putAll().size());
    } finally {
      benchmark.tearDown();
    }
  }

  @Test
  void allReadTheSame() throws IOException {
    try (StoreReadRounds store = new StoreReadRounds()) {
      assertEquals(StoreFiles.CONTENTS * 1024L, store.read());
      assertEquals(StoreFiles.CONTENTS * 1024L, store.stream());
      assertEquals(StoreFiles.CONTENTS, store.readByHand());
    }
  }

  @Test
  void largeContentIsNewOrKnownAndWhatWasNewGoes(@TempDir Path parent) throws Exception {
    try (LargeContentRounds large = new LargeContentRounds(parent, 2)) {
      StoredContent known = large.putAgain();
      assertEquals(2 << 20, known.size());
      StoredContent first = large.put();
      StoredContent second = large.put();
      assertEquals(List.of((2 << 20) + 3L, (2 << 20) + 3L), List.of(first.size(), second.size()));
      assertNotEquals(first.digest(), second.digest());
      GarbageReport report = large.collectGarbage();
      assertEquals(
          List.of(1L, 2L), List.of(report.referenced().contents(), report.freed().contents()));
      assertEquals(known, large.putAgain());
    }
  }

  @Test
  void pagesAreFull() throws IOException {
    CatalogueBenchmark benchmark = new CatalogueBenchmark();
    benchmark.versions = 2_000;
    benchmark.setUp();
    try {
      assertEquals(
          List.of(100, 100), List.of(benchmark.firstPage().size(), benchmark.lastPage().size()));
    } finally {
      benchmark.tearDown();
    }
  }
}
