package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.Tally.Add;
import dev.penstock.engine.Tally.Sum;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.ForwardingStream;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the engine does about executors, listeners and views that break their contracts. */
@DisplayName("A host whose code throws")
class BrokenHostTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final Duration NOT_FOR_EVER = Duration.ofSeconds(20);

  private final VirtualTime time = VirtualTime.startingAt(NINE);
  private final List<String> heard = new ArrayList<>();
  private @Nullable RuntimeException thrown; // by executor and scheduler

  private void run(Runnable task) {
    if (thrown != null) {
      throw thrown;
    }
    task.run();
  }

  private ProcessEngine engine(Journal journal, Executor executor, ProcessListener listener) {
    return ProcessEngine.builder()
        .journal(journal)
        .executor(executor)
        .scheduler(
            (due, task) -> {
              if (thrown != null) {
                throw thrown;
              }
              return time.schedule(due, task);
            })
        .clock(time.clock())
        .listener(listener)
        .build();
  }

  private static CommandResult add(OpenProcess<Sum, Add> tally) {
    return tally.tell(new Add(1, NINE)).toCompletableFuture().getNow(null);
  }

  @Test
  @DisplayName("owes its listeners what it took no note of, and tells it with the next event")
  void strandedListener() {
    try (ProcessEngine engine =
        engine(
            new InMemoryJournal(), this::run, (process, number, event) -> heard.add("" + number))) {
      OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
      for (RuntimeException each :
          List.of(new RejectedExecutionException("shut"), new IllegalStateException("sick"))) {
        heard.clear();
        thrown = each;
        assertTrue(add(tally) instanceof CommandResult.Accepted);
        assertTrue(add(tally) instanceof CommandResult.Accepted);
        assertEquals(List.of(), heard);
        assertEquals(2, engine.gauges().listenerBacklog());
        thrown = null;
        assertTrue(add(tally) instanceof CommandResult.Accepted);
        assertEquals(3, heard.size());
        assertEquals(0, engine.gauges().listenerBacklog());
      }
      assertEquals(List.of("3", "4", "5"), heard);
    }
  }

  @Test
  @DisplayName("has listeners that hear of the next event whatever they throw at this one")
  void throwingListener() {
    ProcessListener listener =
        (process, number, event) -> {
          heard.add("" + number);
          throw new Error("no exception");
        };
    try (ProcessEngine engine = engine(new InMemoryJournal(), this::run, listener)) {
      OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
      add(tally);
      add(tally);
      assertEquals(List.of("0", "1"), heard);
      assertEquals(0, engine.gauges().listenerBacklog());
    }
  }

  @Test
  @DisplayName("fails its own look with what it throws, and nothing else")
  void throwingView() {
    try (ProcessEngine engine =
        engine(new InMemoryJournal(), this::run, (process, number, event) -> {})) {
      OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
      CompletionStage<Sum> look =
          tally.view(
              sum -> {
                throw new Error("look");
              });
      CompletionStage<Sum> wait =
          tally.until(
              sum -> {
                throw new Error("wait");
              });
      assertEquals("look", failure(look).getMessage());
      assertEquals("wait", failure(wait).getMessage());
      assertEquals(new CommandResult.Accepted(0), add(tally));
    }
  }

  private static Throwable failure(CompletionStage<?> stage) {
    assertTrue(stage.toCompletableFuture().isDone(), "nobody would ever hear of it");
    return assertThrows(CompletionException.class, stage.toCompletableFuture()::join).getCause();
  }

  @Test
  @DisplayName("goes on on the journal's thread after an append if the executor throws")
  void throwingAfterAppend() {
    SlowJournal journal = new SlowJournal();
    try (ProcessEngine engine = engine(journal, this::run, (process, number, event) -> {})) {
      OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
      CompletionStage<CommandResult> answer = tally.tell(new Add(1, NINE));
      assertFalse(answer.toCompletableFuture().isDone());
      thrown = new IllegalStateException("sick");
      journal.finish();
      assertEquals(new CommandResult.Accepted(0), answer.toCompletableFuture().getNow(null));
    }
  }

  @Test
  @DisplayName(
      "goes on once after an append if the executor takes the work and throws all the same")
  void takenAndThrown() {
    SlowJournal journal = new SlowJournal();
    Executor both =
        task -> {
          task.run();
          throw new IllegalStateException("after all");
        };
    try (ProcessEngine engine =
        engine(journal, both, (process, number, event) -> heard.add("" + number))) {
      OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
      for (int i = 0; i < 3; i++) {
        CompletionStage<CommandResult> answer = tally.tell(new Add(1, NINE));
        journal.finish();
        assertEquals(new CommandResult.Accepted(i), answer.toCompletableFuture().getNow(null));
      }
      assertEquals(List.of("0", "1", "2"), heard);
    }
  }

  @Test
  @DisplayName("may lose what the executor was given: closing the engine ends, with the answer")
  void lostAfterAppend() {
    SlowJournal journal = new SlowJournal();
    ProcessEngine engine = engine(journal, task -> {}, (process, number, event) -> {});
    OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
    CompletionStage<CommandResult> answer = tally.tell(new Add(1, NINE));
    journal.finish();
    assertFalse(answer.toCompletableFuture().isDone(), "the executor has dropped it");
    assertTimeoutPreemptively(NOT_FOR_EVER, engine::close);
    assertEquals(new CommandResult.Accepted(0), answer.toCompletableFuture().getNow(null));
  }

  @Test
  @DisplayName("may close the engine before an append under way is durable")
  void closedBeforeDurable() throws InterruptedException {
    SlowJournal journal = new SlowJournal();
    ProcessEngine engine = engine(journal, task -> {}, (process, number, event) -> {});
    OpenProcess<Sum, Add> tally = engine.open("tally", new Tally().type());
    CompletionStage<CommandResult> answer = tally.tell(new Add(1, NINE));
    Thread closing = new Thread(engine::close);
    closing.start();
    journal.finish();
    closing.join(NOT_FOR_EVER.toMillis());
    assertFalse(closing.isAlive(), "it waits for ever");
    assertEquals(new CommandResult.Accepted(0), answer.toCompletableFuture().getNow(null));
  }

  /** Its appends are durable once they are told to be. */
  private static final class SlowJournal implements Journal {
    private final InMemoryJournal journal = new InMemoryJournal();
    private CompletableFuture<Void> last = new CompletableFuture<>();

    void finish() {
      CompletableFuture<Void> done = last;
      last = new CompletableFuture<>();
      done.complete(null);
    }

    @Override
    public <E> EventStream<E> open(String id, EventCodec<E> codec) {
      EventStream<E> events = journal.open(id, codec);
      return new ForwardingStream<>(events) {
        @Override
        public CompletionStage<Void> append(long expected, List<? extends E> batch) {
          events.append(expected, batch).toCompletableFuture().join();
          return last;
        }
      };
    }

    @Override
    public List<String> streams() {
      return journal.streams();
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
