package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.Fan.FanCommand;
import dev.penstock.engine.Fan.FanCommand.Done;
import dev.penstock.engine.Fan.FanCommand.Spread;
import dev.penstock.engine.Fan.FanEvent;
import dev.penstock.engine.Fan.Task;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.ForwardingStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Very many effects of one decision")
class ManyEffectsTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final int MANY = 3_000;

  /** More than are started at once, and fewer than two such portions with their reports. */
  private static final int MOST_IN_FLIGHT = 1_100;

  private final VirtualTime time = VirtualTime.startingAt(NINE);
  private final PacedJournal journal = new PacedJournal();
  private final List<Integer> started = new ArrayList<>();
  private final List<FanEvent> heard = new ArrayList<>();
  private @Nullable Runnable atHundredth;
  private boolean isSilent; // effects do not end
  private int mostInFlight;
  private @Nullable ProcessEngine running;

  private ProcessEngine engine() {
    ProcessEngine engine =
        ProcessEngine.builder()
            .journal(journal)
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .listener((process, number, event) -> heard.add((FanEvent) event))
            .build();
    running = engine;
    return engine;
  }

  private OpenProcess<NavigableSet<Integer>, FanCommand> open(ProcessEngine engine) {
    return engine.open("fan", new Fan().type(new ReportsAtOnce()));
  }

  private static <T> @Nullable T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, MANY).boxed().toList();
  }

  @Test
  @DisplayName("are settled while most of them have not begun, if each ends at once")
  void settledInBetween() {
    try (ProcessEngine engine = engine()) {
      OpenProcess<NavigableSet<Integer>, FanCommand> fan = open(engine);
      assertEquals(new CommandResult.Accepted(MANY - 1), now(fan.tell(new Spread(MANY, NINE))));
      assertEquals(numbers(), started);
      assertTrue(mostInFlight <= MOST_IN_FLIGHT, "in flight: " + mostInFlight);
      List<FanEvent> events = new ArrayList<>();
      numbers().forEach(each -> events.add(new FanEvent.Asked(each)));
      numbers().forEach(each -> events.add(new FanEvent.Settled(each)));
      assertEquals(events, heard);
      assertEquals(0, engine.gauges().effectsInFlight());
    }
  }

  @Test
  @DisplayName("do not wait for each other's reports to be stored if that takes time")
  void notBehindTheJournal() {
    journal.isSlow = true;
    try (ProcessEngine engine = engine()) {
      OpenProcess<NavigableSet<Integer>, FanCommand> fan = open(engine);
      CompletionStage<CommandResult> answer = fan.tell(new Spread(MANY, NINE));
      assertNull(now(answer));
      assertEquals(List.of(), started);
      journal.storeOne();
      List<Integer> startedBefore = List.copyOf(started);
      int heardBefore = heard.size();
      while (journal.storeOne()) {} // or closing would wait for it, whatever is found
      assertEquals(new CommandResult.Accepted(MANY - 1), now(answer));
      assertEquals(numbers(), startedBefore);
      assertEquals(MANY, heardBefore, "no report was stored yet");
      assertEquals(2 * MANY, heard.size());
    }
  }

  @Test
  @DisplayName("keep their process from being let go of until all have begun, and wait for nothing")
  void notLetGo() {
    isSilent = true;
    try (ProcessEngine engine = engine()) {
      OpenProcess<NavigableSet<Integer>, FanCommand> fan = open(engine);
      List<Object> looks = new ArrayList<>();
      atHundredth =
          () -> {
            var unused =
                fan.letGo(open -> true)
                    .thenCompose(
                        gone -> {
                          looks.add(gone);
                          return fan.deferred();
                        })
                    .thenAccept(looks::add);
          };
      now(fan.tell(new Spread(MANY, NINE)));
      assertEquals(numbers(), started);
      assertEquals(List.of(false, List.of()), looks);
      assertEquals(MANY, engine.gauges().effectsInFlight());
    }
  }

  @Test
  @DisplayName("are answered for before all have begun, so that an order need not wait for them")
  void ordersInBetween() {
    try (ProcessEngine engine = engine()) {
      OpenProcess<NavigableSet<Integer>, FanCommand> fan = open(engine);
      List<Integer> startedAtAnswer = new ArrayList<>();
      atHundredth =
          () -> {
            var unused =
                fan.tell(new Done(MANY - 1, NINE))
                    .thenAccept(answer -> startedAtAnswer.add(started.size()));
          };
      now(fan.tell(new Spread(MANY, NINE)));
      assertTrue(startedAtAnswer.get(0) < MOST_IN_FLIGHT, "started: " + startedAtAnswer);
      assertEquals(numbers().subList(0, MANY - 1), started, "the last one was settled before");
    }
  }

  @Test
  @DisplayName("do not begin once a report could not be stored, and are asked for again")
  void failedInBetween() {
    try (ProcessEngine engine = engine()) {
      OpenProcess<NavigableSet<Integer>, FanCommand> fan = open(engine);
      atHundredth = () -> journal.isBroken = true;
      assertEquals(new CommandResult.Accepted(MANY - 1), now(fan.tell(new Spread(MANY, NINE))));
      assertTrue(started.size() < MOST_IN_FLIGHT, "started: " + started.size());
      assertEquals(0, engine.gauges().effectsInFlight());
      CompletableFuture<CommandResult> late = fan.tell(new Done(0, NINE)).toCompletableFuture();
      assertInstanceOf(
          JournalException.class, assertThrows(CompletionException.class, late::join).getCause());

      journal.isBroken = false;
      started.clear();
      OpenProcess<NavigableSet<Integer>, FanCommand> again = open(engine);
      assertEquals(numbers(), started);
      Integer open = now(again.view(NavigableSet::size));
      assertEquals(0, open);
      assertEquals(2 * MANY, heard.size());
      assertFalse(engine.gauges().effectsInFlight() > 0);
    }
  }

  /** Ends each effect at once, unless told to be silent. */
  private final class ReportsAtOnce implements EffectHandler<Task, FanCommand> {
    @Override
    public void carryOut(Task task, EffectContext<FanCommand> context) {
      started.add(task.key().number());
      if (running != null) {
        mostInFlight = Math.max(mostInFlight, running.gauges().effectsInFlight());
      }
      Runnable order = atHundredth;
      if (started.size() == 100 && order != null) {
        atHundredth = null;
        order.run();
      }
      if (!isSilent) {
        context.report(new Done(task.key().number(), NINE));
      }
    }

    @Override
    public FanCommand failed(Task task, Throwable cause, Instant at) {
      throw new AssertionError(cause);
    }
  }

  /** In memory, but on demand slow, until told to store the next batch, or broken. */
  private static final class PacedJournal implements Journal {
    private final InMemoryJournal memory = new InMemoryJournal();
    private final List<Runnable> appends = new ArrayList<>();
    private boolean isSlow;
    private boolean isBroken;

    boolean storeOne() {
      if (appends.isEmpty()) {
        return false;
      }
      appends.remove(0).run();
      return true;
    }

    @Override
    public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
      return new Paced<>(memory.open(stream, codec));
    }

    @Override
    public List<String> streams() {
      return memory.streams();
    }

    @Override
    public void close() {
      memory.close();
    }

    private final class Paced<E> extends ForwardingStream<E> {
      Paced(EventStream<E> stored) {
        super(stored);
      }

      @Override
      public CompletionStage<Void> append(long expected, List<? extends E> events) {
        if (isBroken) {
          return CompletableFuture.failedFuture(new JournalException("broken"));
        }
        if (!isSlow) {
          return super.append(expected, events);
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        appends.add(
            () -> {
              var unused =
                  super.append(expected, events).thenAccept(nothing -> durable.complete(null));
            });
        return durable;
      }
    }
  }
}
