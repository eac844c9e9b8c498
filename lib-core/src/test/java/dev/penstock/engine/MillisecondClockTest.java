package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The host's time to the millisecond")
class MillisecondClockTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  private final VirtualTime time = VirtualTime.startingAt(NINE);
  private final MillisecondClock clock = new MillisecondClock(time.clock());

  @Test
  @DisplayName("is one instant for all that happens within a millisecond")
  void withinOne() {
    Instant first = clock.now();
    time.advance(Duration.ofNanos(999_999));
    assertEquals(NINE, first);
    assertSame(first, clock.now());
  }

  @Test
  @DisplayName("goes on with the next millisecond")
  void next() {
    assertEquals(NINE, clock.now());
    time.advance(Duration.ofMillis(1).plusNanos(5));
    assertEquals(NINE.plusMillis(1), clock.now());
  }
}
