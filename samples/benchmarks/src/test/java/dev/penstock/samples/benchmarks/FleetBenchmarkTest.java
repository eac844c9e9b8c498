package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetBenchmarkTest {

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_001, 20_000})
  void allComeToTheSameAnswerOrTheSetUpFails(int hosts) {
    FleetBenchmark benchmark = new FleetBenchmark();
    benchmark.hosts = hosts;
    benchmark.setUp();
    assertEquals(hosts, benchmark.refilling().attempted());
  }

  @Test
  void failedHostsNarrowTheWindowByHandToo() {
    long[] takes = {10, 20, 30, 40};
    boolean[] fails = {true, false, false, false};
    HandWrittenFleet fleet = new HandWrittenFleet(takes, fails, 2);
    assertEquals(20 + 30 + 40, fleet.waves());
    assertEquals(3, fleet.updated());
    assertEquals(20 + 30 + 40, fleet.longHeap());
    assertEquals(20 + 30 + 40, fleet.boxedQueue());
  }
}
