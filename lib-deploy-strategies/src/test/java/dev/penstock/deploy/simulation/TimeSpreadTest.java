package dev.penstock.deploy.simulation;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A spread of times")
class TimeSpreadTest {

  private static final double ALMOST_ONE = Math.nextDown(1.0);

  @Test
  @DisplayName("goes through its points, and never beyond them")
  void points() {
    TimeSpread times = new TimeSpread(ofSeconds(1), ofSeconds(2), ofSeconds(10), ofSeconds(60));
    assertEquals(1_000, times.at(0));
    assertEquals(2_000, times.at(0.5));
    assertEquals(10_000, times.at(0.9));
    assertEquals(60_000, times.at(ALMOST_ONE));
    long before = 0;
    for (int i = 0; i < 10_000; i++) {
      long time = times.at(i / 10_000.0);
      assertTrue(time >= before, () -> time + " at " + time);
      before = time;
    }
  }

  @Test
  @DisplayName("draws each time between two equally often")
  void even() {
    TimeSpread times = TimeSpread.between(ofSeconds(10), ofSeconds(20));
    int[] counts = new int[10];
    for (int i = 0; i < 10_000; i++) {
      counts[(int) ((times.at(i / 10_000.0) - 10_000) / 1_000)]++;
    }
    for (int second = 0; second < 10; second++) {
      assertEquals(1_000, counts[second], 3, "from second " + second);
    }
  }

  @Test
  @DisplayName("rounds up to whole milliseconds")
  void roundsUp() {
    assertEquals(3, TimeSpread.of(Duration.ofNanos(2_000_001)).at(0.3));
    assertEquals(0, TimeSpread.NONE.at(ALMOST_ONE));
  }

  @Test
  @DisplayName("is refused out of order and out of range")
  void refused() {
    assertEquals(
        "times: least PT2S, median PT1S, ninetieth PT3S, most PT4S; allowed: in this order, zero to"
            + " PT168H",
        assertThrows(
                IllegalArgumentException.class,
                () -> new TimeSpread(ofSeconds(2), ofSeconds(1), ofSeconds(3), ofSeconds(4)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> TimeSpread.of(ofSeconds(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> TimeSpread.of(TimeSpread.LONGEST.plusNanos(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TimeSpread(ofSeconds(0), ofSeconds(3), ofSeconds(2), ofSeconds(4)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TimeSpread(ofSeconds(0), ofSeconds(1), ofSeconds(5), ofSeconds(4)));
  }
}
