package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.Tally.Add;
import dev.penstock.engine.Tally.Sum;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A tally cannot cope with a negative count. */
@DisplayName("A process whose decider throws")
class FailingDeciderTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final String MESSAGE =
      "process tally: its decider failed, and nothing of that is stored; open it again to go on: "
          + "java.lang.IllegalArgumentException: -1";

  private final VirtualTime time = VirtualTime.startingAt(NINE);

  private static String failure(CompletionStage<?> answer) {
    assertTrue(answer.toCompletableFuture().isDone(), "nobody would ever hear of it");
    return assertThrows(CompletionException.class, answer.toCompletableFuture()::join)
        .getCause()
        .getMessage();
  }

  @Test
  @DisplayName("tells everybody who waits, and goes on once it is opened again")
  void everybodyHears() {
    try (ProcessEngine engine =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
      CompletionStage<Sum> end = tally.ended(sum -> sum);
      List<CompletionStage<?>> answers = new ArrayList<>();
      CompletionStage<Sum> before =
          tally.view(
              sum -> { // these come while the process is at work, so they lie together
                answers.add(tally.tell(new Add(1, NINE)));
                answers.add(tally.tell(new Add(-1, NINE)));
                answers.add(tally.tell(new Add(2, NINE)));
                answers.add(tally.view(later -> later));
                return sum;
              });
      assertEquals(new Sum(0, false), before.toCompletableFuture().getNow(null));
      answers.add(end);
      answers.add(tally.tell(new Add(3, NINE)));
      assertEquals(6, answers.size());
      for (CompletionStage<?> answer : answers) {
        assertEquals(MESSAGE, failure(answer));
      }

      OpenProcess<Sum, Add> again = engine.open("tally", new Tally().type());
      assertEquals(
          new CommandResult.Accepted(1),
          again.tell(new Add(2, NINE)).toCompletableFuture().getNow(null));
      assertEquals(new Sum(2, false), again.view(sum -> sum).toCompletableFuture().getNow(null));
    }
  }
}
