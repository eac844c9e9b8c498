package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultyBuildspecBenchmarkTest {

  private final FaultyBuildspecBenchmark benchmark = new FaultyBuildspecBenchmark();

  @Test
  void allThousandErrorsAreFoundAndNoneInCleanTexts() {
    assertTrue(benchmark.notCommands().size() >= FaultyBuildspecBenchmark.FAULTS);
    assertTrue(benchmark.faulty().size() >= FaultyBuildspecBenchmark.FAULTS);
    assertEquals(0, benchmark.mended().size());
    assertEquals(0, benchmark.clean().size());
    assertEquals(0, benchmark.shorter().size());
    assertEquals(0, benchmark.longer().size());
  }

  @Test
  void errorsAreOfEachKindAsOftenAsPromised() {
    Map<String, Integer> errors = new HashMap<>();
    int warnings = 0;
    for (Diagnostic diagnostic : benchmark.faulty()) {
      if (diagnostic.severity() == Severity.ERROR) {
        errors.merge(diagnostic.rule(), 1, Integer::sum);
      } else {
        warnings++;
      }
    }
    assertEquals(FaultyText.ERRORS, errors);
    assertEquals(300, warnings);
  }

  @Test
  void faultsChangeFewLines() {
    assertEquals(5_000, BuildspecText.of(5_000, 1_000).lines().count());
    assertEquals(5_000, FaultyText.of(false).lines().count());
    assertEquals(5_000 - 150, FaultyText.of(true).lines().count()); // 150 keys are missing
  }

  @Test
  void eventsAreThoseOfTheWholeText() {
    assertTrue(benchmark.cleanEvents() > 5_000);
    assertTrue(benchmark.notCommandsEvents() > 5_000);
  }
}
