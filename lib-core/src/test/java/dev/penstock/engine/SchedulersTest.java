package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The scheduler on the JDK's")
class SchedulersTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
  private final Scheduler scheduler = Schedulers.of(executor, Clock.fixed(NINE, ZoneOffset.UTC));

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  /** How long the next task will wait, in whole minutes, rounded up. */
  private long minutesToNext() {
    var next = (java.util.concurrent.Delayed) executor.getQueue().peek();
    return next == null ? -1 : 1 + next.getDelay(TimeUnit.SECONDS) / 60;
  }

  @Test
  @DisplayName("runs what is due or overdue at once")
  void overdue() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(3);
    scheduler.schedule(NINE, ran::countDown);
    scheduler.schedule(NINE.minusSeconds(1), ran::countDown);
    scheduler.schedule(Instant.MIN, ran::countDown);
    assertTrue(ran.await(30, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("waits until what is due later, by the clock that it was given")
  void later() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    scheduler.schedule(NINE.plus(Duration.ofMinutes(50)), ran::countDown);
    assertEquals(50, minutesToNext());
    CountDownLatch soon = new CountDownLatch(1);
    scheduler.schedule(NINE.plusMillis(5), soon::countDown);
    assertTrue(soon.await(30, TimeUnit.SECONDS));
    assertEquals(1, ran.getCount());
  }

  @Test
  @DisplayName("takes instants beyond what a delay can hold")
  void farAway() {
    scheduler.schedule(Instant.MAX, () -> {});
    assertTrue(minutesToNext() > Duration.ofDays(365 * 99L).toMinutes());
  }

  @Test
  @DisplayName("drops what is cancelled and leaves the executor to its host")
  void cancelled() {
    executor.setRemoveOnCancelPolicy(true);
    Scheduler.Scheduled task = scheduler.schedule(NINE.plusSeconds(600), () -> {});
    assertEquals(1, executor.getQueue().size());
    task.cancel();
    task.cancel();
    assertEquals(0, executor.getQueue().size());
    assertFalse(executor.isShutdown());
  }
}
