package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What listeners are told")
class ListenerQueueTest {
  private static final int WRITERS = 6;
  private static final int EACH = 200_000;

  @Test
  @DisplayName("is told by one thread at a time, all of it, while several processes write")
  void oneAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Scheduler never = (due, task) -> () -> {};
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(WRITERS * EACH);
    ProcessListener listener =
        (process, sequence, event) -> {
          overlaps.addAndGet(inside.getAndIncrement());
          inside.decrementAndGet();
          told.countDown();
        };
    EffectPlaces places = new EffectPlaces(threads, never, Clock.systemUTC(), 10);
    ListenerQueue queue = new ListenerQueue(listener, places);
    try (ProcessEngine engine =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(never)
            .clock(Clock.systemUTC())
            .build()) {
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        OpenProcess<?, ?> process = engine.open("writer-" + i, new Tally().type());
        writers.add(new Thread(() -> write(queue, process)));
      }
      writers.forEach(Thread::start);
      for (Thread writer : writers) {
        writer.join();
      }
      threads.shutdown(); // whatever was asked for is still done
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
    assertEquals(0, told.getCount());
    assertEquals(0, overlaps.get());
    assertEquals(0, queue.backlog());
  }

  private static void write(ListenerQueue queue, OpenProcess<?, ?> process) {
    for (int i = 0; i < EACH; i++) {
      while (queue.backlog() > 1_000) {
        Thread.onSpinWait();
      }
      queue.offer(process, i, List.of("event"));
    }
  }
}
