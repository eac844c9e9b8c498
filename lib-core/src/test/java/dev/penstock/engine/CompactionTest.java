package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.engine.Tally.Add;
import dev.penstock.engine.Tally.Sum;
import dev.penstock.engine.Tally.TallyEvent;
import dev.penstock.engine.Tally.TallyEvent.Added;
import dev.penstock.engine.Tally.TallyEvent.Summed;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.Effect;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.ForwardingStream;
import dev.penstock.process.Journal;
import dev.penstock.process.Retention;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The journal of a process")
class CompactionTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final VirtualTime time = VirtualTime.startingAt(NINE);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final Tally tally = new Tally();
  private final ProcessType<Sum, Add, TallyEvent, Effect> type = tally.type();

  private ProcessEngine.Builder engine(Journal events) {
    return ProcessEngine.builder()
        .journal(events)
        .executor(tasks::add)
        .scheduler(time)
        .clock(time.clock());
  }

  private void settle() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private void add(OpenProcess<Sum, Add> process, int count) {
    assertInstanceOf(CommandResult.Accepted.class, now(process.tell(new Add(count, time.now()))));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private List<String> events(String id) {
    List<String> found = new ArrayList<>();
    journal.read(id, TallyEvent.CODEC, 0, (sequence, event) -> found.add(sequence + " " + event));
    return found;
  }

  @Test
  @DisplayName("is compacted by policy, beside the process, and opens to the same state")
  void byPolicy() {
    RetentionPolicy policy =
        RetentionPolicy.compactingAt(5)
            .keepingEvents(2)
            .keepingEnded(7)
            .keepingFor(Duration.ofDays(3));
    try (ProcessEngine engine = engine(journal).retention(policy).build()) {
      OpenProcess<Sum, Add> process = engine.open("tally", type);
      for (int i = 0; i < 6; i++) {
        add(process, 1);
      }
      assertEquals(0, tasks.size(), "seven are five to replace and two to keep");
      add(process, 1);
      assertEquals(1, tasks.size());
      add(process, 1); // the process goes on before its journal is compacted
      assertEquals(8L, now(process.view(Sum::sum)));
      assertEquals("0 " + new Added(1), events("tally").get(0));
      settle();
      assertEquals(
          List.of("5 " + new Summed(6, false), "6 " + new Added(1), "7 " + new Added(1)),
          events("tally"));
      assertEquals(List.of(new Retention(7, NINE.minus(Duration.ofDays(3)))), tally.retentions);
      add(process, 3); // six since the checkpoint, itself included
      assertEquals(0, tasks.size());
      add(process, 1);
      settle();
      assertEquals(
          List.of("9 " + new Summed(10, false), "10 " + new Added(1), "11 " + new Added(1)),
          events("tally"));
    }
    try (ProcessEngine engine = engine(journal).retention(policy).build()) {
      OpenProcess<Sum, Add> process = engine.open("tally", type);
      assertEquals(12L, now(process.view(Sum::sum)));
      assertEquals(12, process.openedAt());
      add(process, 3);
      assertEquals(0, tasks.size(), "what a checkpoint stands for does not count again");
      add(process, 1);
      assertEquals(1, tasks.size());
    }
  }

  @Test
  @DisplayName("is kept whole by a policy that asks for everything, however it says so")
  void everything() {
    RetentionPolicy never =
        RetentionPolicy.compactingAt(Long.MAX_VALUE).keepingEvents(Long.MAX_VALUE);
    try (ProcessEngine engine = engine(journal).retention(never).build()) {
      OpenProcess<Sum, Add> process = engine.open("tally", type);
      for (int i = 0; i < 6; i++) {
        add(process, 1);
      }
      assertEquals(0, tasks.size());
    }
    RetentionPolicy forever =
        RetentionPolicy.compactingAt(2).keepingFor(ChronoUnit.FOREVER.getDuration());
    assertEquals(new Retention(Integer.MAX_VALUE, Instant.MIN), forever.retention(NINE));
    assertEquals(
        NINE.minusSeconds(1), forever.keepingFor(Duration.ofSeconds(1)).retention(NINE).since());
  }

  @Test
  @DisplayName("is compacted on order, if there is anything to replace")
  void onOrder() {
    try (ProcessEngine engine = engine(journal).build()) {
      OpenProcess<Sum, Add> process = engine.open("tally", type);
      RetentionPolicy all = RetentionPolicy.compactingAt(1_000);
      assertFalse(now(process.compact(all)), "no events");
      add(process, 1);
      assertFalse(now(process.compact(all)), "one event");
      add(process, 3);
      assertFalse(now(process.compact(all.keepingEvents(3))), "one event but for those to keep");
      assertTrue(now(process.compact(all.keepingEvents(2))));
      assertEquals(
          List.of("1 " + new Summed(2, false), "2 " + new Added(1), "3 " + new Added(1)),
          events("tally"));
      assertTrue(now(process.compact(all)));
      assertEquals(List.of("3 " + new Summed(4, false)), events("tally"));
      assertFalse(now(process.compact(all)), "a checkpoint alone");
      add(process, 1);
      assertEquals(5L, now(process.view(Sum::sum)));
      assertEquals(List.of("3 " + new Summed(4, false), "4 " + new Added(1)), events("tally"));
    }
  }

  @Test
  @DisplayName("stays as it is if the decider makes no checkpoints")
  void noCheckpoints() {
    ProcessType<int[], ProcessListenerTest.Count, ProcessListenerTest.CountEvent, Effect> plain =
        ProcessListenerTest.TYPE;
    try (ProcessEngine engine =
        engine(journal).retention(RetentionPolicy.compactingAt(2)).build()) {
      OpenProcess<int[], ProcessListenerTest.Count> process = engine.open("plain", plain);
      process.tell(new ProcessListenerTest.Count(10, time.now()));
      assertEquals(0, tasks.size());
      var answer = process.compact(RetentionPolicy.compactingAt(2)).toCompletableFuture();
      assertEquals(
          "process plain: its decider makes no checkpoints; see Checkpointing",
          assertInstanceOf(
                  UnsupportedOperationException.class,
                  assertThrows(CompletionException.class, answer::join).getCause())
              .getMessage());
    }
  }

  @Test
  @DisplayName("that does not compact costs nothing else, and is asked again after as many events")
  void failingCompaction() {
    List<Long> asked = new ArrayList<>();
    Journal stubborn = new Stubborn(journal, asked);
    try (ProcessEngine engine =
        engine(stubborn).retention(RetentionPolicy.compactingAt(4)).build()) {
      OpenProcess<Sum, Add> process = engine.open("tally", type);
      for (int i = 0; i < 9; i++) {
        add(process, 1);
        settle();
      }
      assertEquals(List.of(4L, 8L), asked);
      assertEquals(9L, now(process.view(Sum::sum)));
    }
  }

  /** A journal that refuses to compact. */
  private record Stubborn(Journal journal, List<Long> asked) implements Journal {
    @Override
    public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
      EventStream<E> events = journal.open(stream, codec);
      return new ForwardingStream<>(events) {
        @Override
        public CompletionStage<Void> compact(long next, E checkpoint) {
          asked.add(next);
          return super.compact(next, checkpoint);
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

  @Test
  @DisplayName("is removed once the process has ended, and only then")
  void removeEnded() {
    try (ProcessEngine engine = engine(journal).build();
        ProcessEngine other = engine(journal).build()) {
      OpenProcess<Sum, Add> process = engine.open("tally", type);
      assertFalse(now(other.removeEnded("unknown", type, sum -> true)));
      add(process, 2);
      assertFalse(now(engine.removeEnded("tally", type, sum -> true)), "under way here");
      assertFalse(now(other.removeEnded("tally", type, sum -> true)), "under way elsewhere");
      add(process, 1); // it was not taken over
      add(process, 0);
      assertFalse(now(engine.removeEnded("tally", type, sum -> sum.sum() > 3)), "to be kept");
      assertEquals(4, events("tally").size());
      assertTrue(now(engine.removeEnded("tally", type, sum -> sum.sum() == 3)));
      assertEquals(List.of(), journal.streams());
      assertEquals(0L, now(engine.open("tally", type).view(Sum::sum)), "a new one");
    }
    ProcessEngine closed = engine(journal).build();
    add(closed.open("late", type), 0);
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.removeEnded("late", type, sum -> true));
  }

  @Test
  @DisplayName("is not compacted by a policy that makes no sense")
  void ranges() {
    assertEquals(
        "compactAt: 1 is out of range; allowed: 2 and above",
        assertThrows(IllegalArgumentException.class, () -> RetentionPolicy.compactingAt(1))
            .getMessage());
    RetentionPolicy policy = RetentionPolicy.compactingAt(2);
    assertEquals(
        "keepEvents: -1 is out of range; allowed: 0 and above",
        assertThrows(IllegalArgumentException.class, () -> policy.keepingEvents(-1)).getMessage());
    assertEquals(
        "keepEnded: -1 is out of range; allowed: 0 and above",
        assertThrows(IllegalArgumentException.class, () -> policy.keepingEnded(-1)).getMessage());
    assertEquals(
        "keepFor: PT-1S is out of range; allowed: 0 and above",
        assertThrows(
                IllegalArgumentException.class, () -> policy.keepingFor(Duration.ofSeconds(-1)))
            .getMessage());
    assertEquals(
        "newest: -1 is out of range; allowed: 0 and above",
        assertThrows(IllegalArgumentException.class, () -> new Retention(-1, NINE)).getMessage());
    assertEquals(Retention.EVERYTHING, policy.retention(NINE));
    assertEquals(Retention.NOTHING, policy.keepingEnded(0).retention(NINE));
  }
}
