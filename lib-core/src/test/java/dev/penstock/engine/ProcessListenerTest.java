package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import dev.penstock.process.Effects;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.ForwardingStream;
import dev.penstock.process.Journal;
import dev.penstock.process.RecordEventCodec;
import dev.penstock.process.Timer;
import dev.penstock.process.simulation.VirtualTime;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A listener of an engine")
class ProcessListenerTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final VirtualTime time = VirtualTime.startingAt(NINE);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private boolean isFull;

  /** Adds a number of steps. */
  record Count(int steps, @Override Instant at) implements Command {}

  sealed interface CountEvent {
    EventCodec<CountEvent> CODEC =
        RecordEventCodec.builder(CountEvent.class, MethodHandles.lookup()).build();

    record Counted(int number) implements CountEvent {}
  }

  /** Counts, one event for each step. */
  private static final class Counting implements Decider<int[], Count, CountEvent, Effect> {
    @Override
    public int[] initial() {
      return new int[1];
    }

    @Override
    public Decision<CountEvent> decide(int[] state, Count command) {
      List<CountEvent> events = new ArrayList<>();
      for (int i = 0; i < command.steps(); i++) {
        events.add(new CountEvent.Counted(state[0] + i));
      }
      return Decision.of(events);
    }

    @Override
    public Decision<CountEvent> advance(int[] state, Instant at) {
      return Decision.unchanged();
    }

    @Override
    public int[] evolve(int[] state, CountEvent event) {
      state[0]++;
      return state;
    }

    @Override
    public void effects(int[] after, CountEvent event, Effects<? super Effect> out) {}

    @Override
    public void pending(int[] state, Consumer<? super Effect> out) {}

    @Override
    public Count wake(Timer timer, Instant at) {
      return new Count(0, at);
    }

    @Override
    public boolean terminal(int[] state) {
      return false;
    }

    @Override
    public @Nullable String awaited(int[] state) {
      return "the host: a number";
    }
  }

  static final ProcessType<int[], Count, CountEvent, Effect> TYPE =
      new ProcessType<>(
          new Counting(),
          CountEvent.CODEC,
          new EffectHandler<>() {
            @Override
            public void carryOut(Effect effect, EffectContext<Count> context) {}

            @Override
            public Count failed(Effect effect, Throwable cause, Instant at) {
              return new Count(0, at);
            }
          });

  private ProcessEngine engine(Journal journal, ProcessListener... listeners) {
    ProcessEngine.Builder builder =
        ProcessEngine.builder()
            .journal(journal)
            .executor(
                task -> {
                  if (isFull) {
                    throw new RejectedExecutionException("full");
                  }
                  tasks.add(task);
                })
            .scheduler(time)
            .clock(time.clock());
    for (ProcessListener listener : listeners) {
      builder.listener(listener);
    }
    return builder.build();
  }

  private ProcessListener hearing(String name) {
    return new ProcessListener() {
      @Override
      public void onEvent(String process, long sequence, Object event) {
        heard.add(name + process + " " + sequence + " " + event);
      }

      @Override
      public void onGap(String process, long sequence) {
        heard.add(name + process + " gap at " + sequence);
      }
    };
  }

  private void settle() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private static void count(OpenProcess<int[], Count> process, int steps) {
    var unused = process.tell(new Count(steps, NINE));
  }

  @Test
  @DisplayName("hears of every event, in the order of each process, on the host's executor")
  void inOrder() {
    try (ProcessEngine engine = engine(new InMemoryJournal(), hearing(""))) {
      OpenProcess<int[], Count> a = engine.open("a", TYPE);
      OpenProcess<int[], Count> b = engine.open("b", TYPE);
      count(a, 2);
      count(b, 1);
      count(a, 1);
      assertEquals(List.of(), heard);
      assertEquals(3, engine.gauges().listenerBacklog());
      settle();
      assertEquals(
          List.of(
              "a 0 Counted[number=0]",
              "a 1 Counted[number=1]",
              "b 0 Counted[number=0]",
              "a 2 Counted[number=2]"),
          heard);
      assertEquals(0, engine.gauges().listenerBacklog());
    }
  }

  @Test
  @DisplayName("hears nothing before it is durable, and nothing of what could not be stored")
  void afterDurability() {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    try (ProcessEngine engine = engine(new SlowJournal(durable), hearing(""))) {
      OpenProcess<int[], Count> a = engine.open("a", TYPE);
      count(a, 1);
      settle();
      assertEquals(List.of(), heard);
      durable.complete(null);
      settle();
      assertEquals(List.of("a 0 Counted[number=0]"), heard);
    }
    CompletableFuture<Void> failed = new CompletableFuture<>();
    try (ProcessEngine engine = engine(new SlowJournal(failed), hearing("failed "))) {
      count(engine.open("a", TYPE), 1);
      failed.completeExceptionally(new IllegalStateException("no disk"));
      settle();
      assertEquals(List.of("a 0 Counted[number=0]"), heard);
    }
  }

  @Test
  @DisplayName("may throw what it likes: it hears the next event, and so do others")
  void throwing() {
    ProcessListener throwing =
        (process, sequence, event) -> {
          heard.add("throwing " + sequence);
          if (sequence % 2 == 0) {
            throw new AssertionError("not even");
          }
          throw new IllegalStateException("not odd");
        };
    try (ProcessEngine engine = engine(new InMemoryJournal(), throwing, hearing("other "))) {
      OpenProcess<int[], Count> a = engine.open("a", TYPE);
      count(a, 2);
      settle();
      count(a, 1);
      settle();
      assertEquals(
          List.of(
              "throwing 0",
              "throwing 1",
              "other a 0 Counted[number=0]",
              "other a 1 Counted[number=1]",
              "throwing 2",
              "other a 2 Counted[number=2]"),
          heard);
    }
  }

  @Test
  @DisplayName("that falls too far behind is told of one gap and hears no more; others go on")
  void overflow() {
    List<Long> fast = new ArrayList<>();
    List<Long> slow = new ArrayList<>();
    ProcessListener slowOne =
        new ProcessListener() {
          @Override
          public void onEvent(String process, long sequence, Object event) {
            slow.add(sequence);
          }

          @Override
          public void onGap(String process, long sequence) {
            heard.add(process + " gap at " + sequence);
          }
        };
    AtomicBoolean heldBack = new AtomicBoolean();
    Queue<Runnable> slowTasks = new ArrayDeque<>();
    try (ProcessEngine engine =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(
                task -> { // the first listener's turn never comes; everybody else's comes at once
                  if (heldBack.compareAndSet(false, true)) {
                    slowTasks.add(task);
                  } else {
                    task.run();
                  }
                })
            .scheduler(time)
            .clock(time.clock())
            .listener(slowOne)
            .listener((process, sequence, event) -> fast.add(sequence))
            .build()) {
      OpenProcess<int[], Count> a = engine.open("a", TYPE);
      int more = ListenerQueue.CAPACITY + 10;
      for (int i = 0; i < more; i++) {
        count(a, 1);
      }
      assertEquals(more, fast.size());
      slowTasks.remove().run();
      assertEquals(ListenerQueue.CAPACITY, slow.size());
      assertEquals(ListenerQueue.CAPACITY - 1L, slow.get(slow.size() - 1));
      assertEquals(List.of("a gap at " + ListenerQueue.CAPACITY), heard);
      count(a, 1);
      assertEquals(ListenerQueue.CAPACITY, slow.size());
      assertEquals(more + 1, fast.size());
    }
  }

  @Test
  @DisplayName("that meets a full executor hears everything later")
  void fullExecutor() {
    try (ProcessEngine engine = engine(new InMemoryJournal(), hearing(""))) {
      OpenProcess<int[], Count> a = engine.open("a", TYPE);
      isFull = true;
      count(a, 1);
      count(a, 1);
      time.advance(Duration.ofMinutes(1));
      assertEquals(List.of(), heard);
      isFull = false;
      time.advance(Duration.ofMinutes(1));
      settle();
      assertEquals(List.of("a 0 Counted[number=0]", "a 1 Counted[number=1]"), heard);
    }
  }

  /** A journal in memory whose appends wait for a stage. */
  private record SlowJournal(CompletableFuture<Void> durable, Journal journal) implements Journal {
    SlowJournal(CompletableFuture<Void> durable) {
      this(durable, new InMemoryJournal());
    }

    @Override
    public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
      EventStream<E> events = journal.open(stream, codec);
      return new ForwardingStream<>(events) {
        @Override
        public CompletionStage<Void> append(long expected, List<? extends E> batch) {
          return durable.thenCompose(nothing -> events.append(expected, batch));
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
