package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Under every interleaving of its callers")
class ModelCheckedTest {

  @Test
  @DisplayName(
      "a mailbox hands each letter over once, in its sender's order, to one worker at once")
  void mailbox() {
    check(MailboxModelCheck.class, 2, 2, 60);
  }

  @Test
  @Tag("thorough")
  @DisplayName("a mailbox does so with more callers")
  void mailboxThoroughly() {
    check(MailboxModelCheck.class, 3, 30, 5_000);
  }

  @Test
  @Tag("thorough")
  @DisplayName("a place is never taken twice, and nobody waits for one that is free")
  void places() {
    check(EffectPlacesModelCheck.class, 3, 30, 5_000);
  }

  private static void check(Class<?> scenario, int threads, int scenarios, int interleavings) {
    assertTrue(threads <= MailboxModelCheck.MOST_THREADS);
    new ModelCheckingOptions()
        .threads(threads)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(scenarios)
        .invocationsPerIteration(interleavings)
        .minimizeFailedScenario(true)
        .check(scenario);
  }
}
