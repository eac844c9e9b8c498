package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.journal.InMemoryJournal;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The configuration of an engine")
class ProcessEngineTest {

  private static String refusal(ProcessEngine.Builder builder) {
    return assertThrows(IllegalStateException.class, builder::build).getMessage();
  }

  @Test
  @DisplayName("names all parts that are missing")
  void missing() {
    assertEquals(
        "required, and not set: journal, executor, scheduler, clock",
        refusal(ProcessEngine.builder()));
    assertEquals(
        "required, and not set: executor, scheduler",
        refusal(ProcessEngine.builder().journal(new InMemoryJournal()).clock(Clock.systemUTC())));
  }
}
