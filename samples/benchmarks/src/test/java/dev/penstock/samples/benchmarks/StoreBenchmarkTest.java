package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreBenchmarkTest {

  @Test
  void allStoreAndReadTheSame() throws IOException {
    StoreBenchmark benchmark = new StoreBenchmark();
    benchmark.setUp();
    try {
      benchmark.put();
      benchmark.putByHand();
      assertEquals(StoreFiles.CONTENTS, benchmark.putAll().size());
      assertEquals(StoreFiles.CONTENTS * 1024L, benchmark.read());
      assertEquals(StoreFiles.CONTENTS * 1024L, benchmark.stream());
      assertEquals(StoreFiles.CONTENTS, benchmark.readByHand());
    } finally {
      benchmark.tearDown();
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
