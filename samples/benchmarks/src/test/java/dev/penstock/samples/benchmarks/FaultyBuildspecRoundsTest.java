package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Severity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultyBuildspecRoundsTest {

  private final FaultyBuildspecRounds texts = new FaultyBuildspecRounds();

  @Test
  void allThousandErrorsAreFoundAndNoneInCleanTexts() {
    assertTrue(texts.notCommands().size() >= FaultyBuildspecRounds.FAULTS);
    assertTrue(texts.faulty().size() >= FaultyBuildspecRounds.FAULTS);
    assertEquals(0, texts.mended().size());
    assertEquals(0, texts.clean().size());
    assertEquals(0, texts.shorter().size());
    assertEquals(0, texts.longer().size());
  }

  @Test
  void errorsAreOfEachKindAsOftenAsPromised() {
    Map<String, Integer> errors = new HashMap<>();
    int warnings = 0;
    for (Diagnostic diagnostic : texts.faulty()) {
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
    assertTrue(texts.cleanEvents() > 5_000);
    assertTrue(texts.notCommandsEvents() > 5_000);
  }
}
