package dev.penstock.engine;

import java.time.Clock;
import java.time.Instant;

/**
 * The host's time to the millisecond, which is what histories tell of. To read it costs less than
 * to read all of its digits, and what happens within one millisecond shares its instant. Safe for
 * several threads.
 */
final class MillisecondClock {
  private final Clock clock;
  private Instant last = Instant.EPOCH; // immutable, so that a race costs an object and no more

  MillisecondClock(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    long now = clock.millis();
    Instant known = last;
    if (known.toEpochMilli() != now) {
      known = Instant.ofEpochMilli(now);
      last = known;
    }
    return known;
  }
}
