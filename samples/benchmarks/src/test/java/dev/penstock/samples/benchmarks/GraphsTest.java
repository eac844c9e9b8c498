package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphsTest {

  @ParameterizedTest
  @ValueSource(strings = {"seq", "wide", "ten"})
  void bothSidesRunEveryActionOfAShape(String shape) {
    assertEquals(1_000, PipelineGraph.of(shape, 1_000).run(Runnable::run));
    assertTrue(FutureGraph.of(shape, 1_000).run(Runnable::run, false) >= 1_000);
    assertTrue(FutureGraph.of(shape, 1_000).run(Runnable::run, true) >= 1_000);
  }

  @Test
  void aJournalledRunHasCommittedEverySuccess(@TempDir Path parent) throws IOException {
    try (JournalledRuns runs = new JournalledRuns(parent, 3)) {
      for (int i = 0; i < 2; i++) {
        runs.next();
        assertEquals(30, runs.run());
        JournalledRuns.Written written = runs.written();
        assertTrue(written.commits() >= 3 && written.commits() <= 60, written::toString);
        assertTrue(written.bytes() > 30 * 100, written::toString);
      }
    }
  }
}
