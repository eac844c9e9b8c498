package dev.penstock.process.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Virtual time")
class VirtualTimeTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final VirtualTime time = VirtualTime.startingAt(NINE);
  private final List<String> fired = new ArrayList<>();

  private Scheduler.Scheduled at(int minute, String name) {
    return time.schedule(
        NINE.plus(Duration.ofMinutes(minute)), () -> fired.add(name + " at " + time.now()));
  }

  @Test
  @DisplayName("runs what comes due in order, each at its own instant, and equals as they came")
  void inOrder() {
    at(30, "third");
    at(10, "first");
    at(20, "second");
    at(20, "second again");
    at(41, "later");
    time.advance(Duration.ofMinutes(40));
    assertEquals(
        List.of(
            "first at 2026-01-05T09:10:00Z",
            "second at 2026-01-05T09:20:00Z",
            "second again at 2026-01-05T09:20:00Z",
            "third at 2026-01-05T09:30:00Z"),
        fired);
    assertEquals(Instant.parse("2026-01-05T09:40:00Z"), time.now());
  }

  @Test
  @DisplayName("runs what is scheduled on the way, and what is overdue at once but not before told")
  void onTheWay() {
    time.schedule(NINE.plusSeconds(60), () -> at(2, "on the way"));
    at(-5, "overdue");
    assertEquals(List.of(), fired);
    time.advance(Duration.ofMinutes(2));
    assertEquals(
        List.of("overdue at 2026-01-05T09:00:00Z", "on the way at 2026-01-05T09:02:00Z"), fired);
  }

  @Test
  @DisplayName("drops what is cancelled, once and for all")
  void cancelled() {
    Scheduler.Scheduled dropped = at(1, "dropped");
    at(2, "kept");
    dropped.cancel();
    dropped.cancel();
    time.advance(Duration.ofDays(365));
    assertEquals(List.of("kept at 2026-01-05T09:02:00Z"), fired);
  }

  @Test
  @DisplayName("moves from task to task until nothing is scheduled")
  void nextTask() {
    at(90, "only");
    assertEquals(Optional.of(NINE.plus(Duration.ofMinutes(90))), time.nextDue());
    assertTrue(time.advanceToNext());
    assertEquals(Optional.empty(), time.nextDue());
    assertEquals(List.of("only at 2026-01-05T10:30:00Z"), fired);
    assertFalse(time.advanceToNext());
    assertEquals(Instant.parse("2026-01-05T10:30:00Z"), time.now());
  }

  @Test
  @DisplayName("never moves back")
  void onlyForward() {
    assertEquals(
        "duration: PT-1S is negative; virtual time only moves on",
        assertThrows(IllegalArgumentException.class, () -> time.advance(Duration.ofSeconds(-1)))
            .getMessage());
    time.schedule(NINE.plusSeconds(1), () -> time.advance(Duration.ofHours(1)));
    time.advance(Duration.ofSeconds(2));
    assertEquals(Instant.parse("2026-01-05T10:00:01Z"), time.now());
  }

  @Test
  @DisplayName("shows itself on a clock, in any zone")
  void clock() {
    Clock clock = time.clock();
    Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
    assertEquals(ZoneOffset.UTC, clock.getZone());
    assertEquals(ZoneId.of("Europe/Berlin"), berlin.getZone());
    time.advance(Duration.ofHours(3));
    assertEquals(NINE.plus(Duration.ofHours(3)), clock.instant());
    assertEquals(clock.instant(), berlin.instant());
  }
}
