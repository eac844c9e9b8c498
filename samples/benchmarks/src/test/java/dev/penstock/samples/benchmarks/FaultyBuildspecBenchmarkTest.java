package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FaultyBuildspecBenchmarkTest {

  private final FaultyBuildspecBenchmark benchmark = new FaultyBuildspecBenchmark();

  @Test
  void allThousandErrorsAreFoundAndNoneInCleanTexts() {
    assertTrue(benchmark.faulty().size() >= FaultyBuildspecBenchmark.FAULTS);
    assertEquals(0, benchmark.clean().size());
    assertEquals(0, benchmark.shorter().size());
    assertEquals(0, benchmark.longer().size());
  }

  @Test
  void faultsChangeNoLineCount() {
    assertEquals(5_000, BuildspecText.of(5_000, 1_000).lines().count());
  }
}
