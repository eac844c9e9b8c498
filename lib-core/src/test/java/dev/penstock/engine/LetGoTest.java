package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.Tally.Add;
import dev.penstock.engine.Tally.Sum;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A process that is let go of")
class LetGoTest {
  private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T09:00:00Z"));
  private final Tally tally = new Tally();
  private final ProcessEngine engine =
      ProcessEngine.builder()
          .journal(new InMemoryJournal())
          .executor(Runnable::run)
          .scheduler(time)
          .clock(time.clock())
          .build();

  @AfterEach
  void close() {
    engine.close();
  }

  private OpenProcess<Sum, Add> open() {
    return engine.open("tally", tally.type());
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  @Test
  @DisplayName("is closed for all who hold it, and goes on where it was once it is opened again")
  void closesAndGoesOn() {
    OpenProcess<Sum, Add> process = open();
    now(process.tell(new Add(3, time.now())));
    assertTrue(now(process.letGo(sum -> sum.sum() == 3)));
    assertEquals(0, engine.gauges().openProcesses());
    CompletableFuture<CommandResult> late =
        process.tell(new Add(1, time.now())).toCompletableFuture();
    assertEquals(
        "process tally rests; open it again",
        assertThrows(CompletionException.class, late::join).getCause().getMessage());
    assertFalse(now(process.letGo(sum -> true)), "it is gone already");
    OpenProcess<Sum, Add> again = open();
    assertNotEquals(process, again);
    assertInstanceOf(CommandResult.Accepted.class, now(again.tell(new Add(1, time.now()))));
    assertEquals(4L, now(again.view(Sum::sum)));
    assertEquals(1, engine.gauges().openProcesses());
  }

  @Test
  @DisplayName("stays while it does not rest, or while somebody waits for what it will show")
  void stays() {
    OpenProcess<Sum, Add> process = open();
    now(process.tell(new Add(3, time.now())));
    assertFalse(now(process.letGo(sum -> sum.sum() == 4)));
    CompletionStage<Long> five = process.until(sum -> sum.sum() == 5 ? sum.sum() : null);
    assertFalse(now(process.letGo(sum -> true)));
    assertEquals(1, engine.gauges().openProcesses());
    now(process.tell(new Add(2, time.now())));
    assertEquals(5L, now(five));
    assertTrue(now(process.letGo(sum -> true)));
  }
}
